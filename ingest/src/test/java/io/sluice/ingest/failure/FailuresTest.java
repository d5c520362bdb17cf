package io.sluice.ingest.failure;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import org.junit.jupiter.api.Test;

class FailuresTest {
  private static final String FULL = "No space left on device";

  private static boolean toldAsFull(Throwable failure) {
    return Failures.message(failure).startsWith("no space left where the table");
  }

  @Test
  void aFullDiskIsToldAsSuchWhoeverSaysIt() {
    IOException written = new IOException(FULL);
    assertTrue(toldAsFull(written));
    assertTrue(toldAsFull(new IOException("Disk quota exceeded")));
    assertTrue(toldAsFull(new FileSystemException("/t/a", null, FULL)));
    assertTrue(toldAsFull(new UncheckedIOException("cannot write /t/a", written)));
    // As Spark tells of a task, whose failure is text by then.
    assertTrue(
        toldAsFull(
            new IllegalStateException(
                "Job aborted: Task 0 failed, most recent failure: java.io.IOException: "
                    + FULL
                    + "\n\tat java.base/sun.nio.ch.FileDispatcherImpl.write0(Native Method)")));
  }

  @Test
  void aNameIsNotTakenForWhatIsWrong() {
    for (String name : new String[] {"/t/" + FULL, "/t/disk quota exceeded/a"}) {
      assertFalse(toldAsFull(new FileSystemException(name, null, "Input/output error")), name);
      assertFalse(toldAsFull(new FileSystemException(name)), name);
      assertFalse(toldAsFull(new AccessDeniedException(name)), name);
      assertFalse(toldAsFull(new IOException(name + ": unexpected end")), name);
    }
  }
}
