package io.sluice.formats.read;

import io.sluice.formats.reject.PassedOver;
import io.sluice.formats.reject.PassedOver.Reason;
import io.sluice.spec.SourceOptions.JsonRecords;
import io.sluice.spec.SourceOptions.RaggedRows;
import java.io.Serializable;
import java.util.Iterator;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * How one file is to be read, everything decided: found in the file or set. A record of its
 * format's own; that of a format which brings its own schema has typed columns in it.
 */
public interface FileLayout extends Serializable {
  /** For reports: {@code csv}, {@code fixed_width}, {@code jsonl}, {@code json}. */
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
   * How a file's bytes are stored.
   *
   * @param dataStart as {@link FileLayout#dataStart}
   */
  record Stored(String compression, String encoding, long dataStart) implements Serializable {}

  /**
   * What parts the fields of delimited text, and what is no field.
   *
   * @param quote empty: nothing is quoted
   * @param escape what makes a quote inside quotes literal; the quote itself, or empty: doubling
   * @param comment lines that begin with it are skipped; empty: none are
   */
  record Quoting(String delimiter, String quote, String escape, String comment)
      implements Serializable {}

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
      implements Serializable {
    /** Lines above a table of which nothing is known but their number. */
    public Lines(String newline, int skip, boolean hasHeader, int skipTrailing) {
      this(newline, skip, hasHeader, skipTrailing, PassedOver.of(Reason.ABOVE_TABLE, skip, ""));
    }
  }

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

  /**
   * What some writers of delimited text add to records.
   *
   * @param trailingDelimiter whether the empty field after a delimiter at a record's end is none
   * @param headerText the header as it stands in the file, as UTF-8: a record like it is the header
   *     repeated; empty: none is
   */
  record Habits(boolean trailingDelimiter, String headerText) implements Serializable {
    /** Records are fields with delimiters between them. */
    public static final Habits NONE = new Habits(false, "");
  }

  /**
   * Delimited text.
   *
   * @param header the fields' names in the file's order; generated ({@code column_1}…) if it has
   *     none
   */
  record Csv(
      Stored stored,
      Quoting quoting,
      Lines lines,
      Habits habits,
      List<String> header,
      RaggedRows ragged,
      long maxRecordBytes)
      implements Tabular {
    public Csv {
      header = List.copyOf(header);
    }

    /** Of a file without habits of its own. */
    public Csv(
        Stored stored,
        Quoting quoting,
        Lines lines,
        List<String> header,
        RaggedRows ragged,
        long maxRecordBytes) {
      this(stored, quoting, lines, Habits.NONE, header, ragged, maxRecordBytes);
    }

    @Override
    public String format() {
      return "csv";
    }

    /** As in {@link Quoting}. */
    public String delimiter() {
      return quoting.delimiter();
    }

    /** As in {@link Quoting}. */
    public String quote() {
      return quoting.quote();
    }

    /** As in {@link Quoting}. */
    public String escape() {
      return quoting.escape();
    }

    /** As in {@link Quoting}. */
    public String comment() {
      return quoting.comment();
    }

    @Override
    public Csv withHeader(List<String> names) {
      return new Csv(stored, quoting, lines, habits, names, ragged, maxRecordBytes);
    }
  }

  /**
   * Text in lines, with each field at the same place of each.
   *
   * @param comment lines that begin with it are skipped; empty: none are
   * @param fields in the order in which they are told; they may overlap and leave gaps
   */
  record FixedWidth(
      Stored stored,
      String comment,
      Lines lines,
      List<FixedField> fields,
      RaggedRows ragged,
      long maxRecordBytes)
      implements Tabular {
    public FixedWidth {
      fields = List.copyOf(fields);
    }

    @Override
    public String format() {
      return "fixed_width";
    }

    @Override
    public List<String> header() {
      return fields.stream().map(FixedField::name).toList();
    }

    /** Names beyond the fields are left out: what a line holds is known before it is named. */
    @Override
    public FixedWidth withHeader(List<String> names) {
      Iterator<String> name = names.iterator();
      return withFields(field -> field.with(name.next(), field.padding()));
    }

    @Override
    public FixedWidth keepingBlanks(Predicate<String> kept) {
      return withFields(
          field ->
              field.with(field.name(), kept.test(field.name()) ? Padding.KEEP : field.padding()));
    }

    private FixedWidth withFields(UnaryOperator<FixedField> change) {
      List<FixedField> others = fields.stream().map(change).toList();
      return new FixedWidth(stored, comment, lines, others, ragged, maxRecordBytes);
    }
  }

  /**
   * A field of a fixed-width line. Places count characters (code points) from 0.
   *
   * @param end after its last character; {@link #OPEN}: the line's end
   */
  record FixedField(String name, int start, int end, Padding padding) implements Serializable {
    /** Beyond any line; an array's index plus it is still an {@code int}. */
    public static final int OPEN = 1 << 29;

    public FixedField {
      if (start < 0 || end <= start || end > OPEN) {
        throw new IllegalArgumentException(
            "field '" + name + "' cannot range from character " + start + " to " + end);
      }
    }

    private FixedField with(String otherName, Padding otherPadding) {
      return new FixedField(otherName, start, end, otherPadding);
    }
  }

  /** What spaces and tabs around a value of fixed width are. */
  enum Padding {
    DROP,
    /** Data. */
    KEEP
  }

  /** One JSON value a line. */
  record JsonLines(
      String compression, String encoding, long dataStart, long maxRecordBytes, JsonRecords form)
      implements FileLayout {
    /** Of objects. */
    public JsonLines(String compression, String encoding, long dataStart, long maxRecordBytes) {
      this(compression, encoding, dataStart, maxRecordBytes, JsonRecords.OBJECTS);
    }

    @Override
    public String format() {
      return "jsonl";
    }
  }

  /**
   * JSON values laid out over lines as they may be: the elements of the one array that the file is,
   * or values one after the other. Cannot be split.
   */
  record Json(
      String compression, String encoding, long dataStart, long maxRecordBytes, JsonRecords form)
      implements FileLayout {
    /** Of objects. */
    public Json(String compression, String encoding, long dataStart, long maxRecordBytes) {
      this(compression, encoding, dataStart, maxRecordBytes, JsonRecords.OBJECTS);
    }

    @Override
    public String format() {
      return "json";
    }

    @Override
    public String whyWhole() {
      return "it is one document";
    }
  }
}
