package io.sluice.spark.write;

import io.sluice.formats.read.ReadColumn;
import io.sluice.formats.read.ReadColumn.Kind;
import io.sluice.parquet.OutputColumn;
import java.util.List;

/** Holds the columns that are read against those that are written, where nothing stands between. */
final class ReadColumns {
  private ReadColumns() {}

  /**
   * @throws IllegalArgumentException if they are not the same, or if a column may be null where the
   *     table's may not
   */
  static void requireSame(List<ReadColumn> read, List<OutputColumn> written) {
    for (int i = 0; i < Math.max(read.size(), written.size()); i++) {
      String found = i < read.size() ? shown(read.get(i)) : "none";
      String wanted = i < written.size() ? shown(written.get(i)) : "none";
      if (!found.equals(wanted)) {
        throw new IllegalArgumentException(
            "column "
                + (i + 1)
                + " is "
                + found
                + " in what is read, but "
                + wanted
                + " in what is to be written");
      }
      if (mayBeNull(read.get(i)) && !written.get(i).nullable()) {
        throw new IllegalArgumentException(
            "column '"
                + read.get(i).name()
                + "' may be null in what is read, but not in the table; declare it nullable: false,"
                + " so that records without it are rejected");
      }
    }
  }

  private static String shown(ReadColumn column) {
    return column.name() + " " + column.type().ddl();
  }

  private static String shown(OutputColumn column) {
    return column.name() + " " + column.type().ddl();
  }

  private static boolean mayBeNull(ReadColumn column) {
    return column.kind() == Kind.FIELD
        && column.nullable()
        && column.rules().defaultValue().isEmpty();
  }
}
