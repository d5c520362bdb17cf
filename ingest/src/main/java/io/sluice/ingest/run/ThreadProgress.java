package io.sluice.ingest.run;

import io.sluice.formats.read.ByteRange;
import io.sluice.ingest.read.ReadRequest;
import io.sluice.ingest.run.ProgressListener.RunProgress;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/** Adds up what the tasks of this process do, and tells it now and then. */
final class ThreadProgress {
  private static final long PAUSE_NANOS = 100_000_000;

  private final ProgressListener listener;
  private final LongAdder bytes = new LongAdder();
  private final LongAdder records = new LongAdder();
  private final LongAdder rejects = new LongAdder();
  private final AtomicInteger filesDone = new AtomicInteger();
  private final AtomicIntegerArray rangesLeft;
  private final AtomicLong lastTold = new AtomicLong(System.nanoTime() - PAUSE_NANOS);

  ThreadProgress(ReadRequest request, ProgressListener listener) {
    this.listener = listener;
    this.rangesLeft = new AtomicIntegerArray(request.files().size());
    for (List<ByteRange> task : request.tasks()) {
      task.forEach(range -> rangesLeft.incrementAndGet(range.fileIndex()));
    }
  }

  /**
   * What a task tells.
   *
   * @param check called with every batch; ends the task by throwing
   */
  TaskObserver observer(Runnable check) {
    return new TaskObserver() {
      @Override
      public void read(long newBytes, long newRecords) {
        check.run();
        bytes.add(newBytes);
        records.add(newRecords);
        tell();
      }

      @Override
      public void rejected(long newRejects) {
        rejects.add(newRejects);
      }

      @Override
      public void rangeDone(int fileIndex) {
        if (rangesLeft.decrementAndGet(fileIndex) == 0) {
          filesDone.incrementAndGet();
        }
      }
    };
  }

  private void tell() {
    long last = lastTold.get();
    long now = System.nanoTime();
    if (now - last >= PAUSE_NANOS && lastTold.compareAndSet(last, now)) {
      end();
    }
  }

  /** Tells how far all tasks have come. */
  void end() {
    listener.progress(new RunProgress(bytes.sum(), records.sum(), rejects.sum(), filesDone.get()));
  }
}
