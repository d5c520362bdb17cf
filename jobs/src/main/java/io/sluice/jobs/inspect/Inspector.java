package io.sluice.jobs.inspect;

import io.sluice.formats.Parallel;
import io.sluice.formats.detect.FileInspector;
import io.sluice.formats.detect.Inspection;
import io.sluice.formats.detect.Setting;
import io.sluice.formats.read.FileLayout;
import io.sluice.jobs.ExitCode;
import io.sluice.jobs.JobException;
import io.sluice.ledger.Claim;
import io.sluice.ledger.FileVersion;
import io.sluice.spec.DatasetSpec;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/** Finds out, for each claimed file, how it is to be read. */
public final class Inspector {
  private final DatasetSpec spec;
  private final Sources sources;

  public Inspector(DatasetSpec spec, Sources sources) {
    this.spec = spec;
    this.sources = sources;
  }

  /**
   * Inspects all fresh and changed files, in the order of their URIs.
   *
   * @throws JobException if one cannot be read; it says what the file is
   */
  public List<InspectedFile> inspect(Claim claim) {
    List<FileVersion> files = new ArrayList<>(claim.fresh());
    files.addAll(claim.changed());
    files.sort((a, b) -> a.uri().compareTo(b.uri()));
    Set<FileVersion> changed = new HashSet<>(claim.changed());
    try {
      return Parallel.map(
          IntStream.range(0, files.size()).boxed().toList(),
          index -> inspect(index, files.get(index), changed.contains(files.get(index))));
    } catch (IOException e) {
      throw new JobException(ExitCode.FAILED, e.getMessage(), e);
    }
  }

  private InspectedFile inspect(int index, FileVersion file, boolean changed) throws IOException {
    try {
      Inspection found =
          FileInspector.inspect(
              sources.open(file), spec.source().options(), spec.source().format());
      Map<String, String> settings = new LinkedHashMap<>();
      for (Setting setting : found.settings()) {
        settings.put(
            setting.name(),
            setting.value() + " (" + setting.origin().name().toLowerCase(Locale.ROOT) + ")");
      }
      if (found.status() == Inspection.Status.EMPTY) {
        List<String> notes = List.of("the file is empty: it adds no row");
        return new InspectedFile(index, file, null, changed, settings, notes);
      }
      FileLayout layout = new Headers(spec).named(found.layoutOrThrow());
      return new InspectedFile(index, file, layout, changed, settings, found.conflicts());
    } catch (IllegalArgumentException e) {
      throw new JobException(ExitCode.USAGE, "source.options: " + e.getMessage(), e);
    }
  }
}
