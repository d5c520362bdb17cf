package io.sluice.formats.read;

import java.io.Serializable;
import java.util.List;

/**
 * How one file is to be read, everything decided: detected or set. One of the format's own records.
 */
public sealed interface FileLayout extends Serializable {
  /** For reports: {@code csv}, {@code jsonl}, {@code json}. */
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
      implements FileLayout {
    public Csv {
      header = List.copyOf(header);
    }

    @Override
    public String format() {
      return "csv";
    }
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
