package io.sluice.ingest.plan;

import io.sluice.ingest.inspect.InspectedFile;
import io.sluice.ingest.place.Folders;
import io.sluice.ingest.read.ReadRequest;
import io.sluice.ingest.run.RowPath;
import io.sluice.ingest.schema.SourceSchema;
import io.sluice.ingest.table.Target;
import java.util.ArrayList;
import java.util.List;

/**
 * All that is decided before a run reads for good: what the files are, which columns are read, how
 * they are split, what is done to them, and the table they go to.
 *
 * @param readable the files with something in them, in the order of {@code request.files()}
 * @param path the way from what is read to the table's rows
 * @param folders where in the table's location its rows are put
 */
public record IngestPlan(
    List<InspectedFile> files,
    List<InspectedFile> readable,
    SourceSchema schema,
    ReadRequest request,
    RowPath path,
    Target target,
    Folders folders) {
  public IngestPlan {
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
