package io.sluice.benchmarks.data;

import io.sluice.benchmarks.data.Input.Format;
import io.sluice.benchmarks.folder.Folders;
import io.trino.tpch.LineItem;
import io.trino.tpch.LineItemGenerator;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;

/** TPC-H's lineitem, from its generator. */
public final class LineItems {
  private LineItems() {}

  public static List<DataColumn> columns() {
    return Table.LINEITEM.columns();
  }

  /** The first rows in memory, the same bytes as those of the data sets. */
  public static byte[] sample(Format format, int rows) {
    try {
      Path folder = Files.createTempDirectory("lineitem");
      try (Generator generator = new Generator()) {
        Path file = folder.resolve("sample");
        generator.copy(Table.LINEITEM, tbl(generator, folder, 1, rows), format, file);
        return Files.readAllBytes(file);
      } finally {
        Folders.delete(folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The comments of the first rows. */
  public static String[] comments(int rows) {
    String[] comments = new String[rows];
    int row = 0;
    for (LineItem item : new LineItemGenerator(1, 1, 1)) {
      if (row == rows) {
        break;
      }
      comments[row++] = item.getComment();
    }
    return comments;
  }

  /** Writes rows as TPC-H's own generator does; returns the query that reads them. */
  static String tbl(Generator generator, Path folder, double scale, long rows) throws IOException {
    Path file = folder.resolve("lineitem.tbl");
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      long row = 0;
      for (LineItem item : new LineItemGenerator(scale, 1, 1)) {
        if (row++ == rows) {
          break;
        }
        out.write(item.toLine());
        out.write('\n');
      }
    }
    return generator.lineItem(file, "'|'");
  }
}
