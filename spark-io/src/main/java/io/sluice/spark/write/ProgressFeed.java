package io.sluice.spark.write;

import io.sluice.formats.read.ByteRange;
import io.sluice.ingest.read.RangeId;
import io.sluice.ingest.read.ReadRequest;
import io.sluice.ingest.run.ProgressListener;
import io.sluice.ingest.run.ProgressListener.RunProgress;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.apache.spark.scheduler.AccumulableInfo;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerExecutorMetricsUpdate;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.scheduler.SparkListenerTaskStart;
import org.apache.spark.util.LongAccumulator;
import scala.Tuple4;
import scala.collection.JavaConverters;
import scala.collection.Seq;

/**
 * Turns Spark's events into {@link RunProgress}. An accumulator has a task's part only when the
 * task has ended; the parts of running tasks come with the executors' heartbeats.
 */
final class ProgressFeed extends SparkListener {
  private static final int BYTES = 0;
  private static final int RECORDS = 1;
  private static final int REJECTS = 2;

  /** Runs of ten thousand tasks have more events than anybody wants to see. */
  private static final long PAUSE_NANOS = 100_000_000;

  private final ProgressListener listener;
  private final ReadRequest request;
  private final IntSupplier doneCount;
  private final Supplier<Set<RangeId>> done;
  private final Map<Long, Integer> kinds;
  private final Map<Long, long[]> running = new HashMap<>();
  private final Set<Long> alive = new HashSet<>();
  private final long[] ended = new long[3];
  private int rangesDone;
  private int filesDone;
  private long lastTold = System.nanoTime() - PAUSE_NANOS;

  /**
   * @param doneCount how many ranges were read to their end so far: asked several times a second
   * @param done which they are
   */
  ProgressFeed(
      ProgressListener listener,
      ReadRequest request,
      IntSupplier doneCount,
      Supplier<Set<RangeId>> done,
      LongAccumulator bytes,
      LongAccumulator records,
      LongAccumulator rejects) {
    this.listener = listener;
    this.request = request;
    this.doneCount = doneCount;
    this.done = done;
    this.kinds = Map.of(bytes.id(), BYTES, records.id(), RECORDS, rejects.id(), REJECTS);
  }

  @Override
  public synchronized void onTaskStart(SparkListenerTaskStart event) {
    alive.add(event.taskInfo().taskId());
  }

  @Override
  public void onExecutorMetricsUpdate(SparkListenerExecutorMetricsUpdate event) {
    synchronized (this) {
      for (Tuple4<Object, Object, Object, Seq<AccumulableInfo>> task :
          JavaConverters.seqAsJavaList(event.accumUpdates())) {
        Long id = (Long) task._1();
        if (alive.contains(id)) {
          update(running.computeIfAbsent(id, t -> new long[3]), task._4());
        }
      }
    }
    tell();
  }

  @Override
  public void onTaskEnd(SparkListenerTaskEnd event) {
    synchronized (this) {
      long id = event.taskInfo().taskId();
      alive.remove(id);
      running.remove(id);
      if (event.taskInfo().successful()) {
        long[] last = new long[3];
        update(last, event.taskInfo().accumulables());
        for (int i = 0; i < ended.length; i++) {
          ended[i] += last[i];
        }
      }
      notifyAll();
    }
    tell();
  }

  private void update(long[] counts, Seq<AccumulableInfo> updates) {
    for (AccumulableInfo info : JavaConverters.seqAsJavaList(updates)) {
      Integer kind = kinds.get(info.id());
      if (kind != null && info.update().isDefined() && info.update().get() instanceof Long value) {
        counts[kind] = value;
      }
    }
  }

  private void tell() {
    synchronized (this) {
      long now = System.nanoTime();
      if (now - lastTold < PAUSE_NANOS) {
        return;
      }
      lastTold = now;
    }
    listener.progress(snapshot());
  }

  private RunProgress snapshot() {
    long[] sums;
    synchronized (this) {
      sums = ended.clone();
      for (long[] task : running.values()) {
        for (int i = 0; i < sums.length; i++) {
          sums[i] += task[i];
        }
      }
    }
    return new RunProgress(sums[BYTES], sums[RECORDS], sums[REJECTS], filesDone());
  }

  private synchronized int filesDone() {
    int ranges = doneCount.getAsInt();
    if (ranges != rangesDone) {
      rangesDone = ranges;
      filesDone = countFilesDone(done.get());
    }
    return filesDone;
  }

  private int countFilesDone(Set<RangeId> ranges) {
    Set<Integer> files = new HashSet<>();
    Set<Integer> unfinished = new HashSet<>();
    for (List<ByteRange> task : request.tasks()) {
      for (ByteRange range : task) {
        files.add(range.fileIndex());
        if (!ranges.contains(RangeId.of(range))) {
          unfinished.add(range.fileIndex());
        }
      }
    }
    return files.size() - unfinished.size();
  }

  /**
   * Waits until no task runs any more, so that none writes into a folder that is being removed.
   * Tasks of other jobs count too: hence the limit.
   */
  synchronized void awaitIdle(Duration limit) {
    long deadline = System.nanoTime() + limit.toNanos();
    boolean interrupted = false;
    while (!alive.isEmpty() && !interrupted) {
      long left = (deadline - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        return;
      }
      try {
        wait(left);
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
