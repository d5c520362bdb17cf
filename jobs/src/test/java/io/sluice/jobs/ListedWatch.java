package io.sluice.jobs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.jobs.ListedTable.Listed;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Keeps reading a table of {@link VersionedFiles} through its catalog's locations: each partition
 * must always have the rows of one version, all of them and each once, and never those of an
 * earlier version than was seen before.
 */
final class ListedWatch {
  private final ListedTable table;
  private final VersionedFiles files;
  private final Thread thread = new Thread(this::watch, "listed-watch");
  private final AtomicReference<Throwable> wrong = new AtomicReference<>();
  private final AtomicInteger answers = new AtomicInteger();
  private final Map<List<String>, Integer> seen = new HashMap<>();
  private volatile boolean over;

  private ListedWatch(TestLake lake, VersionedFiles files) {
    this.table = new ListedTable(lake);
    this.files = files;
  }

  static ListedWatch start(TestLake lake, VersionedFiles files) {
    ListedWatch watch = new ListedWatch(lake, files);
    watch.thread.start();
    return watch;
  }

  private void watch() {
    try {
      while (!over) {
        for (Listed partition : table.locations()) {
          ask(partition);
          answers.incrementAndGet();
        }
      }
    } catch (Throwable e) {
      wrong.set(e);
    }
  }

  private void ask(Listed partition) {
    List<String> found = partition.files();
    assertTrue(!found.isEmpty(), () -> partition + " is empty");
    List<String> rows =
        TestLake.sql(
            "SELECT v, count(*), count(DISTINCT id) FROM "
                + TestLake.from(found)
                + " GROUP BY v ORDER BY v");
    assertEquals(1, rows.size(), () -> "versions in " + partition + ": " + rows);
    int version = Integer.parseInt(rows.get(0).split("\\|", 2)[0]);
    long expected =
        partition.values().isEmpty()
            ? files.rowsOf(version)
            : files.rowsIn(version, Integer.parseInt(partition.values().get(0)));
    assertEquals(version + "|" + expected + "|" + expected, rows.get(0), partition::toString);
    int before = seen.merge(partition.values(), version, Math::max);
    assertTrue(version >= before, () -> partition + " went back to version " + version);
  }

  /** How often a partition was read. */
  int answers() {
    return answers.get();
  }

  /** Whether a reading went wrong: there are no more then. */
  boolean failed() {
    return wrong.get() != null;
  }

  /** Ends the watch; fails if a reading went wrong. */
  void end() throws InterruptedException {
    over = true;
    thread.join();
    if (wrong.get() != null) {
      throw new AssertionError("after " + answers + " good answers", wrong.get());
    }
  }
}
