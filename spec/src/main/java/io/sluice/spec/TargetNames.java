package io.sluice.spec;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What databases and tables are called, and what none may be called. */
public final class TargetNames {
  /** What is appended to a table's name, or location, for the table of its rejected records. */
  public static final String REJECTS_ENDING = "__rejects";

  /** Likewise for the records that made runs be refused; no run published them. */
  public static final String REFUSED_ENDING = "__refused";

  /** File systems allow a name 255 bytes; locks and folders are named by the table and more. */
  static final int MOST_CHARACTERS = 240;

  /** DuckDB's own catalogs and schemas: it takes {@code temp.orders} for a table of these. */
  private static final List<String> OF_DUCKDB =
      List.of("information_schema", "memory", "pg_catalog", "system", "temp");

  /** What {@code sluice sql} calls the tables of runs and of their files. */
  private static final List<String> OF_SQL = List.of("main.files", "main.runs");

  private TargetNames() {}

  /** As catalogs keep it: Hive, Glue and Spark know no upper case in names of tables. */
  public static String folded(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  /** The name of a dataset's table where the spec names none. */
  public static String ofDataset(String dataset) {
    return folded(dataset.replace('-', '_'));
  }

  /** Why no table can be called so, to follow the key's path. */
  static Optional<Refused> refusal(String database, String table) {
    for (String ending : List.of(REJECTS_ENDING, REFUSED_ENDING)) {
      if (table.endsWith(ending)) {
        return Optional.of(
            new Refused(
                "makes a table whose name ends in " + ending,
                "records that did not become rows of a table are found under that name: set"
                    + " target.table to another, for example "
                    + table.replaceAll("_+(rejects|refused)$", "_$1")));
      }
    }
    String qualified = database + "." + table;
    if (OF_SQL.contains(qualified)) {
      return Optional.of(
          new Refused(
              "makes the table " + qualified,
              "'sluice sql' keeps the lake's runs and their files under that name: set target.table"
                  + " or target.database to another"));
    }
    return qualified.length() > MOST_CHARACTERS
        ? Optional.of(
            new Refused(
                "makes a table whose name, with its database's, has "
                    + qualified.length()
                    + " characters",
                "at most " + MOST_CHARACTERS + " fit into names of files"))
        : Optional.empty();
  }

  /** Why no database can be called so, likewise. */
  static Optional<Refused> refusal(String database) {
    return OF_DUCKDB.contains(folded(database))
        ? Optional.of(
            new Refused(
                "is " + database + ", a name that DuckDB uses itself",
                "'sluice sql' could not query the database: choose another name, for example "
                    + folded(database)
                    + "_data"))
        : Optional.empty();
  }
}
