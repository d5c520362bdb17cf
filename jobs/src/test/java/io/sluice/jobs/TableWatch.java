package io.sluice.jobs;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.ledger.Manifest.Kind;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Keeps asking a table for its rows on a thread of its own, as queries do that begin at any moment:
 * every answer must be one version of the files, none before one that was seen or is known to be
 * there, and no query may fail.
 */
final class TableWatch implements AutoCloseable {
  private final TestLake lake;
  private final String table;
  private final VersionedFiles files;
  private final Thread thread = new Thread(this::watch, "table-watch");
  private final AtomicReference<Throwable> wrong = new AtomicReference<>();
  private volatile boolean over;
  private final AtomicInteger answers = new AtomicInteger();

  private TableWatch(TestLake lake, String table, VersionedFiles files) {
    this.lake = lake;
    this.table = table;
    this.files = files;
  }

  static TableWatch start(TestLake lake, String table, VersionedFiles files) {
    TableWatch watch = new TableWatch(lake, table, files);
    watch.thread.start();
    return watch;
  }

  private void watch() {
    int seen = 0;
    try {
      while (!over) {
        seen = ask(seen);
        answers.incrementAndGet();
      }
    } catch (Throwable e) {
      wrong.set(e);
    }
  }

  private int ask(int seen) {
    int least = Math.max(seen, files.least());
    List<String> paths = lake.paths(table, Kind.DATA);
    int version = paths.isEmpty() ? 0 : files.versionIn(TestLake.from(paths));
    assertTrue(
        least <= version && version <= files.most(),
        () -> "version " + version + ", not of " + least + " to " + files.most());
    return version;
  }

  /** How many queries it has made. */
  int answers() {
    return answers.get();
  }

  /** Whether a query went wrong: no more are made then. */
  boolean failed() {
    return wrong.get() != null;
  }

  /**
   * Ends the watch.
   *
   * @throws AssertionError if one went wrong
   */
  void end() throws InterruptedException {
    close();
    thread.join();
    if (wrong.get() != null) {
      throw new AssertionError("after " + answers + " good answers", wrong.get());
    }
  }

  @Override
  public void close() {
    over = true;
  }
}
