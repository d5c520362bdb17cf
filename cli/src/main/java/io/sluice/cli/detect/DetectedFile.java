package io.sluice.cli.detect;

import io.sluice.formats.inspect.Inspection;
import io.sluice.formats.inspect.Inspection.Basis;
import io.sluice.formats.inspect.Inspection.Status;
import io.sluice.formats.read.FileLayout;
import io.sluice.formats.read.ReadException;
import io.sluice.formats.source.ObjectSource;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A file and what it was found to be. */
public record DetectedFile(Path path, ObjectSource source, Inspection inspection) {

  /** A file that could not be looked at, and why; it has no source. */
  static DetectedFile unreadable(Path path, ReadException why) {
    String message = why.getMessage();
    String prefix = path + ": ";
    return unreadable(
        path, message.startsWith(prefix) ? message.substring(prefix.length()) : message);
  }

  /** Likewise. */
  static DetectedFile unreadable(Path path, String why) {
    Inspection inspection =
        new Inspection(
            path.toString(),
            path.toFile().length(),
            Status.REFUSED,
            "unreadable",
            why,
            Optional.empty(),
            new Basis(List.of(), List.of(), List.of(), List.of()),
            0,
            Optional.empty(),
            "");
    return new DetectedFile(path, null, inspection);
  }

  /**
   * What files must share to be one dataset: the format, and where all records have the same fields
   * these, whatever their order; encoding, compression and delimiter may differ, since each file is
   * read in its own way.
   */
  String layoutKey() {
    FileLayout layout = inspection.layout().orElseThrow();
    if (!(layout instanceof FileLayout.Tabular table)) {
      return layout.format();
    }
    List<String> names = new ArrayList<>();
    table.header().forEach(name -> names.add(name.toLowerCase(Locale.ROOT)));
    names.sort(null);
    return layout.format() + names;
  }
}
