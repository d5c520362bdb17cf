package io.sluice.spark.write;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.ingest.account.WriteResult;
import io.sluice.ingest.sink.SpareCores;
import io.sluice.ingest.testing.CsvCase;
import io.sluice.parquet.WriterOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** A task that has the machine to itself. */
class LoneTaskTest extends SparkIngestFixture {
  @Test
  void aLoneTaskIsHelpedAndWritesTheSameBytes() throws Exception {
    AtomicBoolean seen = new AtomicBoolean();
    AtomicBoolean over = new AtomicBoolean();
    Thread watch = new Thread(() -> watchForHelpers(seen, over));
    watch.setDaemon(true);
    watch.start();
    byte[] helped = loneTask("helped0");
    // Whether one comes in time is the scheduler's affair.
    for (int i = 1; !seen.get() && i < 50; i++) {
      helped = loneTask("helped" + i);
    }
    over.set(true);
    watch.join();
    assertTrue(seen.get(), "no helper came");
    byte[] alone;
    // Another task, which has the core that would help.
    try (SpareCores other = new SpareCores(0)) {
      assertFalse(other.mayGoOn());
      alone = loneTask("alone");
    }
    assertArrayEquals(helped, alone);
  }

  /** A helper's thread ends when it has had nothing to do for a while. */
  private static void watchForHelpers(AtomicBoolean seen, AtomicBoolean over) {
    while (!over.get() && !seen.get()) {
      seen.set(
          Thread.getAllStackTraces().keySet().stream()
              .anyMatch(thread -> thread.getName().startsWith("sluice-helper")));
      LockSupport.parkNanos(5_000_000);
    }
  }

  /** The only file of a job of one task. */
  private byte[] loneTask(String name) throws IOException {
    WriteResult result =
        new TableJob(
                data.request("", 1L << 40, 100),
                folder.resolve(name),
                CsvCase.columns(),
                List.of(),
                WriterOptions.DEFAULT.withPages(1 << 20, 20))
            .run(Way.COLUMNS);
    assertAccounted(result);
    assertEquals(1, result.outputs().size());
    return Files.readAllBytes(
        folder.resolve(name).resolve(result.outputs().get(0).file().handle()));
  }
}
