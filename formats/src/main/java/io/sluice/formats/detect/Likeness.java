package io.sluice.formats.detect;

import io.sluice.formats.detect.Inspection.Status;
import io.sluice.formats.read.FileLayout;
import io.sluice.spec.SourceOptions;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * What a file must have in common with one that was inspected, to be known for the same without
 * being inspected: everything that the inspection's answer rested on. Thread-safe.
 */
sealed interface Likeness permits CsvLikeness, JsonLinesLikeness {
  /** What is looked at of a file whose dialect is set, so that there is nothing to find. */
  int GLANCE_BYTES = 8 << 10;

  /**
   * Whether an inspection of this file would end like that of the file inspected.
   *
   * @param file all of it
   */
  boolean holds(byte[] file);

  /**
   * What others must have in common with this file; empty where only an inspection can tell: it is
   * compressed, in a legacy encoding, contradicts what is set, or has no header to know it by.
   *
   * @param file all of it
   */
  static Optional<Likeness> of(Inspection found, SourceOptions options, byte[] file) {
    if (found.status() != Status.READABLE || !found.conflicts().isEmpty()) {
      return Optional.empty();
    }
    FileLayout layout = found.layout().orElseThrow();
    boolean plain =
        layout.compression().equals("none")
            && Charset.forName(layout.encoding()).equals(StandardCharsets.UTF_8);
    if (!plain) {
      return Optional.empty();
    }
    Optional<? extends Likeness> likeness = Optional.empty();
    if (layout instanceof FileLayout.Csv csv) {
      likeness = CsvLikeness.of(csv, options, file);
    } else if (layout instanceof FileLayout.JsonLines lines) {
      likeness = Optional.of(new JsonLinesLikeness(lines, file));
    }
    return likeness.filter(like -> like.holds(file)).map(like -> like);
  }
}
