package io.sluice.jobs.prepare;

import io.sluice.jobs.inspect.InspectedFile;
import io.sluice.jobs.schema.SourceSchema;
import io.sluice.jobs.target.Target;
import io.sluice.spark.read.ReadMode;
import io.sluice.spark.read.ReadRequest;
import io.sluice.transforms.TransformPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * All that is decided before a run reads for good: what the files are, which columns are read, how
 * they are split, what is done to them, and the table they go to.
 *
 * @param readable the files with something in them, in the order of {@code request.files()}
 * @param transforms empty where rows are not needed
 */
public record Prepared(
    List<InspectedFile> files,
    List<InspectedFile> readable,
    SourceSchema schema,
    ReadRequest request,
    ReadMode mode,
    Optional<TransformPlan> transforms,
    Target target) {
  public Prepared {
    files = List.copyOf(files);
    readable = List.copyOf(readable);
  }

  /** Differences between files, spec and table, and what is done about them. */
  public List<String> drift() {
    List<String> drift = new ArrayList<>(schema.drift());
    drift.addAll(target.drift());
    return drift;
  }
}
