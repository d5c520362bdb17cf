package io.sluice.formats.read;

import java.io.Serializable;
import java.util.List;

/**
 * How one file is to be read, everything decided: detected or set. One of the format's own records.
 */
public sealed interface FileLayout extends Serializable {
  /** For reports: {@code csv}, {@code fixed_width}, {@code jsonl}, {@code json}. */
  String format();

  /** {@code none}, {@code gzip}, {@code bzip2}, {@code zstd}, {@code snappy}, {@code lz4}. */
  String compression();

  /** An IANA charset name. */
  String encoding();

  /**
   * The first byte of data, behind a byte order mark, skipped lines and header; 0 if compressed or
   * transcoded.
   */
  long dataStart();

  /** A layout whose records all have the same fields in the same order. */
  sealed interface Tabular extends FileLayout {
    /** The fields' names in the file's order. */
    List<String> header();

    /** Whether a line that names the fields stands in the file. */
    boolean hasHeader();

    /** Lines at the file's beginning, before any header, that are no records. */
    int skipLines();

    /** Lines at the file's end that are no records. */
    int skipTrailingLines();
  }

  /**
   * Delimited text.
   *
   * @param header the fields' names in the file's order; generated ({@code column_1}…) if it has
   *     none
   * @param hasHeader whether the header stands in the file
   * @param newline {@code \n}, {@code \r\n}, {@code \r}, or empty: any of them
   */
  record Csv(
      String compression,
      String encoding,
      long dataStart,
      String delimiter,
      String quote,
      String escape,
      String comment,
      String newline,
      int skipLines,
      int skipTrailingLines,
      boolean hasHeader,
      List<String> header,
      RaggedPolicy ragged,
      long maxRecordBytes)
      implements Tabular {
    public Csv {
      header = List.copyOf(header);
    }

    @Override
    public String format() {
      return "csv";
    }
  }

  /**
   * Text in lines, with each field at the same place of each.
   *
   * @param hasHeader whether the first line after {@code skipLines} is none of the records
   * @param fields in the order in which they are told; they may overlap and leave gaps
   */
  record FixedWidth(
      String compression,
      String encoding,
      long dataStart,
      String comment,
      String newline,
      int skipLines,
      int skipTrailingLines,
      boolean hasHeader,
      List<FixedField> fields,
      RaggedPolicy ragged,
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
  }

  /**
   * A field of a fixed-width line. Places count characters (code points) from 0.
   *
   * @param end behind its last character; {@link #OPEN}: the line's end
   */
  record FixedField(String name, int start, int end, Padding padding) implements Serializable {
    /** Beyond any line; an array's index plus it is still an {@code int}. */
    public static final int OPEN = 1 << 29;

    public FixedField {
      if (start < 0 || end <= start || end > OPEN) {
        throw new IllegalArgumentException(
            "field '" + name + "' cannot stand from character " + start + " to " + end);
      }
    }
  }

  /** What spaces and tabs around a value of fixed width are. */
  enum Padding {
    DROP,
    /** Data. */
    KEEP
  }

  /** One JSON value a line. */
  record JsonLines(String compression, String encoding, long dataStart, long maxRecordBytes)
      implements FileLayout {
    @Override
    public String format() {
      return "jsonl";
    }
  }

  /**
   * JSON values laid out over lines as they may be: the elements of the one array that the file is,
   * or values one behind the other. Cannot be cut.
   */
  record Json(String compression, String encoding, long dataStart, long maxRecordBytes)
      implements FileLayout {
    @Override
    public String format() {
      return "json";
    }
  }

  /** As {@code SourceOptions.RaggedRows}. */
  enum RaggedPolicy {
    REJECT,
    FILL,
    FILL_AND_DROP
  }
}
