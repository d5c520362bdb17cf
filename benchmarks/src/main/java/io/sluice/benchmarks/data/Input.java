package io.sluice.benchmarks.data;

import java.io.Serializable;
import java.util.List;

/**
 * Files, and what a reader must be told about them.
 *
 * @param path a file, or a folder of files; absolute
 * @param charset {@code UTF-8} or {@code UTF-16LE}, the latter with a byte order mark
 * @param scale factor that they were generated with
 * @param textBytes bytes of the files' text as UTF-8, not compressed: what speeds are told in
 */
public record Input(
    String path,
    Format format,
    String charset,
    RecordShape shape,
    List<DataColumn> columns,
    double scale,
    long textBytes)
    implements Serializable {

  /** What the files are. */
  public enum Format {
    /** With a header; text in double quotes, which are doubled within. */
    CSV("csv"),
    JSONL("jsonl"),
    /** Values padded with blanks on the right to their columns' widths; no header. */
    FIXED_WIDTH("txt");

    private final String extension;

    Format(String extension) {
      this.extension = extension;
    }

    /** Without the dot. */
    String extension() {
      return extension;
    }
  }

  /** Whether a record is a line. */
  public enum RecordShape {
    ONE_LINE,
    MAY_SPAN_LINES
  }

  public Input {
    columns = List.copyOf(columns);
  }

  /** The same at another place. */
  public Input at(String place) {
    return new Input(place, format, charset, shape, columns, scale, textBytes);
  }
}
