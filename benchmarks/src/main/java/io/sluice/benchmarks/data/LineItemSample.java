package io.sluice.benchmarks.data;

import io.sluice.benchmarks.data.Input.Format;
import io.trino.tpch.LineItem;
import io.trino.tpch.LineItemGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;

/** The first rows of TPC-H's lineitem in memory. */
public final class LineItemSample {
  private LineItemSample() {}

  public static List<DataColumn> columns() {
    return LineItemTable.COLUMNS;
  }

  /**
   * As {@link TpchGenerator} writes them, always the same: with a header where a format has one.
   */
  public static byte[] of(Format format, int rows) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ByteSink sink = new ByteSink(bytes, StandardCharsets.UTF_8)) {
      RecordWriter writer = RecordWriter.of(format, sink, LineItemTable.COLUMNS);
      writer.header();
      int row = 0;
      for (LineItem item : new LineItemGenerator(1, 1, 1)) {
        if (row++ == rows) {
          break;
        }
        LineItemTable.put(item, writer);
        writer.endRecord();
      }
    } catch (IOException e) {
      throw new IllegalStateException("an array cannot be written to", e);
    }
    return bytes.toByteArray();
  }

  /** The comments of the first rows. */
  public static String[] comments(int rows) {
    String[] comments = new String[rows];
    Iterator<LineItem> items = new LineItemGenerator(1, 1, 1).iterator();
    Arrays.setAll(comments, row -> items.next().getComment());
    return comments;
  }
}
