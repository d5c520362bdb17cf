package io.sluice.aws.s3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.aws.s3.FaultyHttp.Operation;
import io.sluice.ingest.store.PendingFile;
import io.sluice.ingest.store.PendingGoneException;
import io.sluice.ingest.store.PendingSink;
import io.sluice.ingest.store.RunFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What is made of each answer to a publication. */
class CompletionTest {
  private final String bucket = TestS3.newBucket();
  private final RunFiles run = new RunFiles("s3://" + bucket + "/t", "run1");
  private final FaultyHttp http = new FaultyHttp();
  private final S3Storage storage =
      new S3Storage(http.client(), TestS3.settings().s3(), new BufferBudget(64 << 20));

  private PendingFile write(String name) throws IOException {
    PendingSink sink = storage.begin(run, name);
    sink.write(name.getBytes(StandardCharsets.UTF_8), 0, name.length());
    sink.close();
    return sink.file();
  }

  private void publish(PendingFile... files) throws IOException {
    storage.publish(run.location(), List.of(files));
  }

  /** As many uploads as files, one request each, and no look at the keys. */
  @Test
  void aGoodWayTakesOneRequestAFile() throws IOException {
    List<PendingFile> files = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      files.add(write("run1-" + i));
    }
    storage.publish(run.location(), files);
    assertEquals(40, http.attempts(Operation.CREATE));
    assertEquals(40, http.attempts(Operation.PART));
    assertEquals(40, http.attempts(Operation.COMPLETE));
    assertEquals(0, http.attempts(Operation.HEAD));
    assertEquals(40, TestS3.keys(bucket).size());
  }

  @Test
  void severalWhoPublishTheSameFilesDoNotDisturbEachOther() throws Exception {
    List<PendingFile> files = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      files.add(write("run1-" + i));
    }
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Future<?>> all = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        all.add(
            threads.submit(
                () -> {
                  storage.publish(run.location(), files);
                  return null;
                }));
      }
      for (Future<?> one : all) {
        one.get();
      }
    } finally {
      threads.shutdownNow();
    }
    assertEquals(20, TestS3.keys(bucket).size());
    assertEquals(List.of(), TestS3.uploads(bucket));
  }

  /** S3 is down for longer than anybody waits: nothing is lost, and the next one publishes. */
  @Test
  void whatCannotBePublishedNowIsPublishedLater() throws IOException {
    PendingFile file = write("run1-a");
    http.next(1000, Operation.COMPLETE, FaultyHttp.answer(500, "InternalError"));
    IOException e = assertThrows(IOException.class, () -> publish(file));
    assertTrue(e.getMessage().contains("Cannot publish " + file.path()), e.getMessage());
    assertTrue(e.getMessage().contains("500"), e.getMessage());
    assertEquals(List.of("t/run1-a"), TestS3.uploads(bucket));
    http.next(0, Operation.OTHER, null);
    publish(file);
    assertEquals("run1-a", TestS3.get(bucket, "t/run1-a"));
  }

  @Test
  void aConflictThatStaysIsTold() throws IOException {
    PendingFile file = write("run1-a");
    http.next(1000, Operation.COMPLETE, FaultyHttp.answer(409, "ConditionalRequestConflict"));
    IOException e = assertThrows(IOException.class, () -> publish(file));
    assertTrue(e.getMessage().contains("409 ConditionalRequestConflict"), e.getMessage());
    http.next(0, Operation.OTHER, null);
    publish(file);
    assertEquals("run1-a", TestS3.get(bucket, "t/run1-a"));
  }

  /** All answers are lost, those to the retries too. */
  @Test
  void successWithoutAnyAnswerIsSuccess() throws IOException {
    PendingFile file = write("run1-a");
    http.next(1000, Operation.COMPLETE, FaultyHttp.lost());
    publish(file);
    assertEquals("run1-a", TestS3.get(bucket, "t/run1-a"));
  }

  @Test
  void anObjectOfTheSameSizeIsNotTakenForOurs() throws IOException {
    PendingFile file = write("run1-a");
    TestS3.put(bucket, "t/run1-a", "foreig");
    FileAlreadyExistsException e =
        assertThrows(FileAlreadyExistsException.class, () -> publish(file));
    assertTrue(e.getMessage().contains("another file"), e.getMessage());
    assertEquals("foreig", TestS3.get(bucket, "t/run1-a"));
  }

  /** The same file, written by another attempt and published by it. */
  @Test
  void anotherAttemptsObjectIsNotTakenForOurs() throws IOException {
    PendingFile mine = write("run1-a");
    PendingFile others = write("run1-a");
    publish(others);
    assertThrows(FileAlreadyExistsException.class, () -> publish(mine));
  }

  @Test
  void anUploadThatIsGoneIsTold() throws IOException {
    PendingFile file = write("run1-a");
    storage.discard(run);
    PendingGoneException e = assertThrows(PendingGoneException.class, () -> publish(file));
    assertTrue(e.getMessage().contains(file.path()), e.getMessage());
  }

  @Test
  void whoMayNotLookIsToldBoth() throws IOException {
    PendingFile file = write("run1-a");
    http.next(1000, Operation.COMPLETE, FaultyHttp.answer(403, "AccessDenied"));
    IOException e = assertThrows(IOException.class, () -> publish(file));
    assertTrue(e.getMessage().contains("access denied"), e.getMessage());
    assertTrue(e.getMessage().contains("s3:PutObject"), e.getMessage());
    assertTrue(e.getMessage().contains(file.path()), e.getMessage());
  }

  @Test
  void aHandleOfAnotherVersionIsRefused() {
    IOException e =
        assertThrows(
            IOException.class,
            () -> publish(new PendingFile(run.path("run1-a"), "{\"v\":2,\"id\":\"x\"}")));
    assertTrue(e.getMessage().contains("version 2"), e.getMessage());
    assertThrows(
        IOException.class, () -> publish(new PendingFile(run.path("run1-a"), "_sluice_pending/x")));
  }
}
