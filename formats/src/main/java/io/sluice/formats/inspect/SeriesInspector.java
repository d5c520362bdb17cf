package io.sluice.formats.inspect;

import io.sluice.formats.FormatRegistry;
import io.sluice.formats.format.Fingerprint;
import io.sluice.formats.inspect.Inspection.Basis;
import io.sluice.formats.inspect.Inspection.Status;
import io.sluice.formats.read.FileLayout;
import io.sluice.formats.source.ObjectSource;
import io.sluice.formats.source.Utf8Input;
import io.sluice.spec.SourceFormat;
import io.sluice.spec.SourceOptions;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Inspects the files of one dataset: thousands of small ones that are written alike are recognised
 * by one that was inspected, for a fiftieth of the cost. What is not recognised is inspected.
 * Larger files always are: they have room for surprises, and it costs little beside reading them.
 * Thread-safe.
 */
public final class SeriesInspector {
  /** Files up to this size, in bytes, are recognised: as much as an inspection sees whole. */
  public static final int MOST_BYTES = Sample.HEAD_BYTES;

  private final SourceOptions options;
  private final SourceFormat format;
  private final List<Known> known = new CopyOnWriteArrayList<>();

  /** A file that was inspected, and what others have in common with it. */
  private record Known(Inspection inspection, Fingerprint fingerprint) {}

  /**
   * @param format what the spec says the files are
   */
  public SeriesInspector(SourceOptions options, SourceFormat format) {
    this.options = options;
    this.format = format;
  }

  /**
   * Inspects a file as {@link FileInspector} does.
   *
   * @throws IOException if its bytes cannot be had
   * @throws IllegalArgumentException if an option has a value that nothing could have
   */
  public Inspection inspect(ObjectSource source) throws IOException {
    return FileInspector.inspect(source, options, format);
  }

  /**
   * As {@link #inspect}, and remembers what files written like this one have in common, if others
   * can be recognised by it.
   */
  public Inspection learn(ObjectSource source) throws IOException {
    Inspection found = inspect(source);
    byte[] file = whole(source);
    if (file != null) {
      fingerprint(found, file).ifPresent(like -> known.add(new Known(found, like)));
    }
    return found;
  }

  /**
   * What others must have in common with this file; empty where only an inspection can tell: it is
   * compressed, in a legacy encoding, or contradicts what is set, or its format cannot tell.
   */
  private Optional<Fingerprint> fingerprint(Inspection found, byte[] file) {
    if (found.status() != Status.READABLE || !found.basis().conflicts().isEmpty()) {
      return Optional.empty();
    }
    FileLayout layout = found.layout().orElseThrow();
    return Utf8Input.seekable(layout.compression(), layout.encoding()) && isCertainText(file)
        ? FormatRegistry.standard()
            .of(layout)
            .fingerprint(layout, options, file)
            .filter(like -> like.holds(file))
        : Optional.empty();
  }

  /** Whether neither first bytes nor encoding leave anything to find out. */
  private static boolean isCertainText(byte[] file) {
    return Signature.of(file, file.length).isEmpty() && CertainUtf8.is(file);
  }

  /** How many kinds of files can be recognised. */
  public int kinds() {
    return known.size();
  }

  /**
   * What an inspection of a file would find out, if it is written like one that was learnt: the
   * same layout and settings; empty if it is not, or is too large to tell.
   *
   * @throws IOException if its bytes cannot be had
   */
  public Optional<Inspection> recognise(ObjectSource source) throws IOException {
    byte[] file = known.isEmpty() ? null : whole(source);
    if (file != null && isCertainText(file)) {
      for (Known each : known) {
        if (each.fingerprint().holds(file)) {
          return Optional.of(like(each.inspection(), source));
        }
      }
    }
    return Optional.empty();
  }

  private static Inspection like(Inspection of, ObjectSource source) {
    Basis basis =
        new Basis(
            List.of("it is written like " + of.uri()),
            of.basis().settings(),
            of.basis().conflicts(),
            of.basis().notes());
    return new Inspection(
        source.uri(),
        source.size(),
        of.status(),
        of.format(),
        of.summary(),
        of.layout(),
        basis,
        of.confidence(),
        of.runnerUp(),
        of.remedy());
  }

  /** All of a file; null if it is empty or too large. */
  private static byte[] whole(ObjectSource source) throws IOException {
    if (source.size() == 0 || source.size() > MOST_BYTES) {
      return null;
    }
    try (InputStream in = source.open(0)) {
      return in.readNBytes((int) source.size());
    }
  }
}
