package io.sluice.jobs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/**
 * Source files that are all corrected at once, again and again, and what a table must have of them:
 * all rows of one version of all files, each once, and nothing of another version. Rows move to
 * other partitions from version to version. Thread-safe.
 */
final class VersionedFiles {
  /** Of the files' columns. */
  static final String SCHEMA =
      "schema:\n  - {name: p, type: int}\n  - {name: f, type: int}\n  - {name: v, type: int}\n"
          + "  - {name: id, type: bigint}\nrejects: {max_fraction: 0.5}\n";

  private static final int PARTITIONS = 4;

  private final TestLake lake;
  private final int files;
  private final int rows;
  private final AtomicInteger latest = new AtomicInteger();
  private final AtomicInteger ingested = new AtomicInteger();

  /**
   * @param rows of each file
   */
  VersionedFiles(TestLake lake, int files, int rows) {
    this.lake = lake;
    this.files = files;
    this.rows = rows;
  }

  /**
   * A spec that reads them into {@code default.t}, partitioned by {@code p}.
   *
   * @param target more keys of the target
   */
  static String spec(String target) {
    return "dataset: t\nsource: {path: in, format: csv}\n"
        + SCHEMA
        + "target: {table: t, partition_by: [p], "
        + target
        + "}\n";
  }

  /** Writes the next version of all files; a bad record in each. Returns its number, from 1. */
  int writeNext() {
    int version = latest.get() + 1;
    // Said before the first file is there: a run that goes on just now may find it.
    latest.set(version);
    for (int file = 0; file < files; file++) {
      StringBuilder text = new StringBuilder("p,f,v,id\n");
      for (int row = 0; row < rows; row++) {
        text.append(partition(version, row)).append(',').append(file).append(',');
        text.append(version).append(',').append(id(file, version, row)).append('\n');
      }
      lake.file(
          "f" + file + ".csv", text.append("x,bad,").append(version).append(",\n").toString());
    }
    return version;
  }

  private static int partition(int version, int row) {
    return ((row + version) % PARTITIONS) / (1 + version % 2);
  }

  /** How many rows of all files a version has in a partition. */
  long rowsIn(int version, int partition) {
    return files * IntStream.range(0, rows).filter(r -> partition(version, r) == partition).count();
  }

  /** How many rows all files have. */
  long rowsOf(int version) {
    return version == 0 ? 0 : (long) files * rows;
  }

  private static long id(int file, int version, int row) {
    return 1_000_000L * version + 10_000L * file + row;
  }

  /** Says that the version written last is in the table: no query sees an earlier one from now. */
  void ingestedLatest() {
    ingested.set(latest.get());
  }

  /** The version that a query which begins now sees at least; 0 is that of an empty table. */
  int least() {
    return ingested.get();
  }

  /** The version that a query which ends now has seen at most. */
  int most() {
    return latest.get();
  }

  /**
   * The version of what was found, if it is all of one version, exactly.
   *
   * @param from what DuckDB must read, of at least one file
   */
  int versionIn(String from) {
    List<String> found =
        TestLake.sql(
            "SELECT v, f, count(*), count(DISTINCT id), sum(id) FROM "
                + from
                + " GROUP BY ALL ORDER BY ALL");
    int version = found.isEmpty() ? 0 : Integer.parseInt(found.get(0).split("\\|", 2)[0]);
    assertEquals(expected(version), found, "rows of one version, and all of them");
    return version;
  }

  private List<String> expected(int version) {
    List<String> expected = new ArrayList<>();
    for (int file = 0; file < files && version > 0; file++) {
      long sum = 0;
      for (int row = 0; row < rows; row++) {
        sum += id(file, version, row);
      }
      expected.add(version + "|" + file + "|" + rows + "|" + rows + "|" + sum);
    }
    return expected;
  }

  /** A DuckDB query for the rows that must be in the table once the latest version is. */
  String query() {
    return "SELECT p::BIGINT AS p, f, v, id FROM read_csv('"
        + lake.folder().resolve("in/*.csv")
        + "', auto_detect = false, header = true, delim = ',', quote = '\"', ignore_errors = true,"
        + " columns = {p: 'BIGINT', f: 'INTEGER', v: 'INTEGER', id: 'BIGINT'})";
  }

  /** The columns of {@link #query}. */
  static String columns() {
    return "p, f, v, id";
  }
}
