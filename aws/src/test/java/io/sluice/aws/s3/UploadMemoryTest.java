package io.sluice.aws.s3;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.aws.s3.FaultyHttp.Operation;
import io.sluice.ingest.store.PendingFile;
import io.sluice.ingest.store.PendingSink;
import io.sluice.ingest.store.RunFiles;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;

/** Parts go up while the next are written, and take no more memory than they may. */
class UploadMemoryTest {
  private static final long SEED = 20_260_101;

  private final String bucket = TestS3.newBucket();
  private final RunFiles run = new RunFiles("s3://" + bucket + "/t", "run1");
  private final FaultyHttp http = new FaultyHttp();

  private S3Storage storage(BufferBudget budget) {
    return new S3Storage(http.client(), TestS3.settings().s3(), budget);
  }

  @Test
  void aLargeFileTakesThePartsThatAreUnderWayAndOneMore() throws IOException {
    BufferBudget budget = new BufferBudget(1L << 30);
    AtomicLong most = new AtomicLong();
    AtomicInteger early = new AtomicInteger();
    AtomicLong written = new AtomicLong();
    http.watchedBy(
        operation -> {
          most.accumulateAndGet(budget.taken(), Math::max);
          if (operation == Operation.PART && written.get() < 150L << 20) {
            early.incrementAndGet();
          }
        });
    S3Storage storage = storage(budget);
    Random random = new Random(SEED);
    byte[] block = new byte[100_000];
    CRC32 expected = new CRC32();
    PendingSink sink = storage.begin(run, "run1-large");
    for (int i = 0; i < 2_000; i++) {
      random.nextBytes(block);
      expected.update(block);
      sink.write(block, 0, block.length);
      written.addAndGet(block.length);
      most.accumulateAndGet(budget.taken(), Math::max);
    }
    sink.close();
    PendingFile file = sink.file();
    // Two that are sent, one that waits for them, and the one before it is given back.
    assertTrue(most.get() <= 4L * PartSizes.FIRST, "seed " + SEED + ": " + most + " bytes");
    assertTrue(early.get() >= 10, early + " parts were sent before the file was written");
    assertEquals(0, budget.taken());
    storage.publish(run.location(), List.of(file));
    CRC32 found = new CRC32();
    try (InputStream in = storage.open(file.path(), 0)) {
      for (int n = in.read(block); n >= 0; n = in.read(block)) {
        found.update(block, 0, n);
      }
    }
    assertEquals(expected.getValue(), found.getValue(), "seed " + SEED);
    assertEquals(200_000_000, storage.size(file.path()).orElseThrow());
  }

  /** As where a task writes into hundreds of partitions at a time. */
  @Test
  void manyOpenFilesTakeWhatThereIsAndThenTheDisk() throws IOException {
    BufferBudget budget = new BufferBudget(2 << 20);
    S3Storage storage = storage(budget);
    Random random = new Random(SEED);
    List<PendingSink> sinks = new ArrayList<>();
    List<byte[]> contents = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      sinks.add(storage.begin(run, "run1-" + i));
      byte[] content = new byte[random.nextInt(300_000)];
      random.nextBytes(content);
      contents.add(content);
    }
    for (int from = 0; from < 300_000; from += 10_000) {
      for (int i = 0; i < sinks.size(); i++) {
        int length = Math.min(10_000, contents.get(i).length - from);
        if (length > 0) {
          sinks.get(i).write(contents.get(i), from, length);
        }
      }
      assertTrue(budget.taken() <= 2 << 20, "seed " + SEED);
    }
    for (PendingSink sink : sinks) {
      sink.close();
    }
    List<PendingFile> files = sinks.stream().map(PendingSink::file).toList();
    assertEquals(0, budget.taken());
    storage.publish(run.location(), files);
    for (int i = 0; i < files.size(); i++) {
      try (InputStream in = storage.open(files.get(i).path(), 0)) {
        assertArrayEquals(contents.get(i), in.readAllBytes(), "file " + i + ", seed " + SEED);
      }
    }
  }

  @Test
  void whatIsGivenUpGivesItsMemoryBack() throws IOException {
    BufferBudget budget = new BufferBudget(64 << 20);
    S3Storage storage = storage(budget);
    byte[] block = new byte[3 * PartSizes.FIRST + 5];
    PendingSink open = storage.begin(run, "run1-a");
    open.write(block, 0, block.length);
    open.abort();
    PendingSink closed = storage.begin(run, "run1-b");
    closed.write(block, 0, block.length);
    closed.close();
    closed.abort();
    assertEquals(0, budget.taken());
    assertEquals(List.of(), TestS3.uploads(bucket));
  }

  /** As when a task is cancelled: what an interrupt left behind would stay for ever. */
  @Test
  void anInterruptedThreadGivesUpAllOfAnUpload() throws IOException {
    BufferBudget budget = new BufferBudget(64 << 20);
    http.next(
        1000,
        Operation.PART,
        attempt -> {
          LockSupport.parkNanos(400_000_000);
          return attempt.send();
        });
    PendingSink sink = storage(budget).begin(run, "run1-a");
    byte[] block = new byte[2 * PartSizes.FIRST + 5];
    sink.write(block, 0, block.length);
    Thread.currentThread().interrupt();
    sink.abort();
    assertTrue(Thread.interrupted(), "the interrupt is seen after it");
    assertEquals(0, budget.taken());
    assertEquals(List.of(), TestS3.uploads(bucket));
  }

  @Test
  void anInterruptHarmsNoSpilledPart() throws IOException {
    S3Storage storage = storage(new BufferBudget(0));
    byte[] content = new byte[100_000];
    new Random(SEED).nextBytes(content);
    PendingSink sink = storage.begin(run, "run1-a");
    sink.write(content, 0, 50_000);
    Thread.currentThread().interrupt();
    sink.write(content, 50_000, 50_000);
    assertTrue(Thread.interrupted());
    sink.close();
    PendingFile file = sink.file();
    storage.publish(run.location(), List.of(file));
    try (InputStream in = storage.open(file.path(), 0)) {
      assertArrayEquals(content, in.readAllBytes(), "seed " + SEED);
    }
  }

  /** The failure of a part shows where its file's handle is asked for, or before. */
  @Test
  void aPartThatDoesNotArriveFailsTheFile() throws IOException {
    http.next(1000, Operation.PART, FaultyHttp.answer(403, "AccessDenied"));
    S3Storage storage = storage(new BufferBudget(64 << 20));
    PendingSink sink = storage.begin(run, "run1-a");
    sink.write(new byte[10], 0, 10);
    sink.close();
    UncheckedIOException e = assertThrows(UncheckedIOException.class, sink::file);
    assertTrue(e.getMessage().contains("s3:PutObject"), e.getMessage());
    sink.abort();
    assertEquals(List.of(), TestS3.uploads(bucket));
  }

  @Test
  void whereNoTemporaryFileMayBeItSaysSo() throws IOException {
    BufferBudget budget = new BufferBudget(64 << 10, false);
    PendingSink sink = storage(budget).begin(run, "run1-a");
    UploadMemoryException e =
        assertThrows(UploadMemoryException.class, () -> sink.write(new byte[200_000], 0, 200_000));
    assertTrue(e.getMessage().contains("temporary files are not allowed"), e.getMessage());
    sink.abort();
    assertEquals(0, budget.taken());
    assertEquals(List.of(), TestS3.uploads(bucket));
  }
}
