package io.sluice.formats.read;

import io.sluice.formats.reject.PassedOver;
import io.sluice.spec.SourceOptions;
import io.sluice.spec.SourceOptions.Bytes;
import io.sluice.spec.SourceOptions.Dialect;
import io.sluice.spec.SourceOptions.FixedWidth;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * How one file is to be read, everything decided: found in the file or set. Each format has a
 * record of its own, in its package; that of a format which brings its own schema has typed columns
 * in it.
 */
public interface FileLayout extends Serializable {
  /** For reports, as the format is called: {@code csv}. */
  String format();

  /**
   * Of the whole file: {@code none}, {@code gzip}, {@code bzip2}, {@code zstd}, {@code snappy},
   * {@code lz4}.
   */
  String compression();

  /** An IANA charset name; {@code UTF-8} if the file is not text. */
  String encoding();

  /**
   * The first byte of data, after a byte order mark, skipped lines and header; 0 if compressed or
   * transcoded.
   */
  long dataStart();

  /**
   * Why a file of this layout must be read in one range even if it is neither compressed nor in a
   * legacy encoding; empty if it may be split.
   */
  default String whyWhole() {
    return "";
  }

  /**
   * What a spec sets so that other files are read as this one.
   *
   * @param set what the user has set: kept where no file shows it
   */
  default SourceOptions pinned(SourceOptions set) {
    return set.with(new Bytes(Optional.of(encoding()), Optional.of(compression())))
        .with(
            new SourceOptions.Lines(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                set.lines().skipTrailingLines(),
                set.lines().raggedRows()))
        .with(
            new Dialect(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                set.dialect().newline(),
                Optional.empty()))
        .with(new FixedWidth(set.fixedWidth().fields(), List.of()))
        .with(Optional.empty());
  }

  /**
   * How a file's bytes are stored.
   *
   * @param dataStart as {@link FileLayout#dataStart}
   */
  record Stored(String compression, String encoding, long dataStart) implements Serializable {}

  /**
   * What ends lines, and which of them are no records.
   *
   * @param newline {@code \n}, {@code \r\n}, {@code \r}, or empty: any of them
   * @param skip lines at the file's beginning, before any header
   * @param hasHeader whether a line that names the fields comes next
   * @param skipTrailing lines at the file's end
   * @param above what stands before the first record and is not the header: skipped lines, comments
   */
  record Lines(String newline, int skip, boolean hasHeader, int skipTrailing, PassedOver above)
      implements Serializable {}

  /**
   * A layout whose records are lines, or nearly, and all have the same fields in the same order.
   */
  interface Tabular extends FileLayout {
    Stored stored();

    Lines lines();

    /** The fields' names in the file's order. */
    List<String> header();

    /**
     * The same with other names for the fields, at least as many as there are. More are followed
     * where a record may have more fields than were seen.
     */
    Tabular withHeader(List<String> names);

    /** The same, but spaces and tabs around the values of these fields are data. */
    default Tabular keepingBlanks(Predicate<String> fields) {
      return this;
    }

    @Override
    default String compression() {
      return stored().compression();
    }

    @Override
    default String encoding() {
      return stored().encoding();
    }

    @Override
    default long dataStart() {
      return stored().dataStart();
    }

    /** As in {@link Lines}. */
    default String newline() {
      return lines().newline();
    }

    /** Whether a line that names the fields stands in the file. */
    default boolean hasHeader() {
      return lines().hasHeader();
    }

    /** Lines at the file's beginning, before any header, that are no records. */
    default int skipLines() {
      return lines().skip();
    }

    /** As in {@link Lines}. */
    default PassedOver above() {
      return lines().above();
    }

    /** Lines at the file's end that are no records. */
    default int skipTrailingLines() {
      return lines().skipTrailing();
    }

    @Override
    default String whyWhole() {
      return skipTrailingLines() > 0 ? "its last lines are to be skipped" : "";
    }
  }
}
