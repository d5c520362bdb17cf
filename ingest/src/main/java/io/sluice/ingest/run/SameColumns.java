package io.sluice.ingest.run;

import io.sluice.parquet.OutputColumn;
import java.util.List;

/** Holds the columns that a path gives against those that are written. */
final class SameColumns {
  private SameColumns() {}

  /**
   * @throws IllegalArgumentException if they are not the same, or if a column may be null where the
   *     table's may not
   */
  static void require(List<OutputColumn> given, List<OutputColumn> written) {
    for (int i = 0; i < Math.max(given.size(), written.size()); i++) {
      String found = i < given.size() ? shown(given.get(i)) : "none";
      String wanted = i < written.size() ? shown(written.get(i)) : "none";
      if (i >= given.size() || i >= written.size() || !same(given.get(i), written.get(i))) {
        throw new IllegalArgumentException(
            "column "
                + (i + 1)
                + " is "
                + found
                + " in what is read, but "
                + wanted
                + " in what is to be written");
      }
      if (given.get(i).nullable() && !written.get(i).nullable()) {
        throw new IllegalArgumentException(
            "column '"
                + given.get(i).name()
                + "' may be null in what is read, but not in the table; declare it nullable: false,"
                + " so that records without it are rejected");
      }
    }
  }

  /** What is written has the table's spelling. */
  private static boolean same(OutputColumn given, OutputColumn written) {
    return given.name().equalsIgnoreCase(written.name()) && given.type().equals(written.type());
  }

  private static String shown(OutputColumn column) {
    return column.name() + " " + column.type().ddl();
  }
}
