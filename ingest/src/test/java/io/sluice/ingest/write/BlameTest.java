package io.sluice.ingest.write;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.formats.read.ReadException;
import io.sluice.formats.read.UnreadableException;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import org.junit.jupiter.api.Test;

class BlameTest {
  private static ReadException read(Throwable cause) {
    return new ReadException("a.csv", 7, "this is wrong", "Do that", cause);
  }

  @Test
  void whatATaskMaySeeWhereNoRecordBegins() {
    for (Throwable cause :
        List.of(
            new ArithmeticException("divided by zero"),
            new StackOverflowError(),
            read(null),
            new IllegalStateException(
                "Job aborted due to stage failure", new IllegalStateException()))) {
      assertTrue(Blame.mayBeOfWrongSplits(new RuntimeException("failed", cause)), cause.toString());
    }
  }

  @Test
  void whatFailsWhereverItBegins() {
    for (Throwable cause :
        List.of(
            new IOException("No space left on device"),
            new UncheckedIOException(new IOException("Connection reset")),
            new NoSuchFileException("a.csv"),
            read(new NoSuchFileException("a.csv")),
            read(new EOFException("5 bytes are missing")),
            new UnreadableException("a.csv", "it is gone", "Run again", null),
            new InterruptedException("Job 0 cancelled"))) {
      assertFalse(
          Blame.mayBeOfWrongSplits(new RuntimeException("failed", cause)), cause.toString());
    }
  }
}
