package io.sluice.benchmarks.data;

import io.sluice.benchmarks.data.Input.Format;
import io.sluice.benchmarks.data.Input.RecordShape;
import io.sluice.benchmarks.data.Packing.Kind;
import java.util.Locale;

/** The data that cases read, at scale factor 1 between 200 and 800 MB of text each. */
public enum Dataset {
  LINEITEM_CSV(Table.LINEITEM, Long.MAX_VALUE, Format.CSV, Kind.NONE, 0),
  /** JSON repeats the columns' names in each record. */
  LINEITEM_JSONL(Table.LINEITEM, 2_000_000, Format.JSONL, Kind.NONE, 0),
  /** In one gzip member. */
  LINEITEM_GZIP(Table.LINEITEM, 2_000_000, Format.CSV, Kind.GZIP, 0),
  LINEITEM_UTF16(Table.LINEITEM, 2_000_000, Format.CSV, Kind.UTF_16, 0),
  /** Each value padded with blanks to the width of its column. */
  LINEITEM_FIXED_WIDTH(Table.LINEITEM, 2_000_000, Format.FIXED_WIDTH, Kind.NONE, 0),
  WIDE(Table.WIDE, 200_000, Format.CSV, Kind.NONE, 0),
  TEXT(Table.TEXT, 800_000, Format.CSV, Kind.NONE, 0),
  NUMBERS(Table.NUMBERS, 2_000_000, Format.CSV, Kind.NONE, 0),
  QUOTED_NEWLINES(Table.QUOTED_NEWLINES, 2_500_000, Format.CSV, Kind.NONE, 0),
  /** 10,000 files of 20 kB. */
  SMALL_FILES(Table.NUMBERS, 1_460_000, Format.CSV, Kind.FILES, 20_000),
  /** 20,000 files of some 40 bytes. */
  TINY_FILES(Table.PAIRS, 40_000, Format.CSV, Kind.FILES, 30);

  private final Table table;
  private final long rows;
  private final Format format;
  private final Kind packing;
  private final long fileBytes;

  Dataset(Table table, long rows, Format format, Kind packing, long fileBytes) {
    this.table = table;
    this.rows = rows;
    this.format = format;
    this.packing = packing;
    this.fileBytes = fileBytes;
  }

  Table table() {
    return table;
  }

  Format format() {
    return format;
  }

  Packing packing() {
    return new Packing(packing, fileBytes);
  }

  /** Rows at a scale; of lineitem at most. */
  long rows(double scale) {
    return rows == Long.MAX_VALUE ? rows : Math.max(1, Math.round(rows * scale));
  }

  Input input(String path, double scale, long textBytes) {
    return new Input(
        path,
        format,
        packing == Kind.UTF_16 ? "UTF-16LE" : "UTF-8",
        table == Table.QUOTED_NEWLINES ? RecordShape.MAY_SPAN_LINES : RecordShape.ONE_LINE,
        table.columns(),
        scale,
        textBytes);
  }

  /** Its name on disk. */
  String key() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
