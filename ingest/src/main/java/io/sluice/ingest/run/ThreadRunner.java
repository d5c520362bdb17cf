package io.sluice.ingest.run;

import io.sluice.formats.read.ReadPlan;
import io.sluice.ingest.account.ResultMerger;
import io.sluice.ingest.failure.IngestException;
import io.sluice.ingest.failure.Stop;
import io.sluice.ingest.read.FileOpener;
import io.sluice.ingest.read.KeptFiles;
import io.sluice.ingest.read.ReadRequest;
import io.sluice.ingest.sink.SinkPlan;
import io.sluice.ingest.sink.TaskBudget;
import io.sluice.ingest.store.LocalStorages;
import io.sluice.ingest.store.Storages;
import io.sluice.spec.DatasetSpec;
import io.sluice.spec.lake.PartitionRoom;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** Runs tasks on threads of this process. */
public final class ThreadRunner implements TaskRunner {
  private final int threads;
  private final Stop stop;
  private final Storages storages;
  private final TaskBudget budget;
  private final KeptFiles kept = KeptFiles.within(Runtime.getRuntime().maxMemory());

  private ThreadRunner(int threads, Stop stop, Storages storages, TaskBudget budget) {
    this.threads = threads;
    this.stop = stop;
    this.storages = storages;
    this.budget = budget;
  }

  /**
   * @param threads how many tasks run at a time
   */
  public ThreadRunner(int threads, Stop stop, Storages storages) {
    this(threads, stop, storages, budget(threads));
  }

  /**
   * Over files of this machine.
   *
   * @param threads how many tasks run at a time
   */
  public ThreadRunner(int threads, Stop stop) {
    this(threads, stop, LocalStorages.INSTANCE);
  }

  /** One on all processors of this machine. */
  public static ThreadRunner ofMachine(Stop stop, Storages storages) {
    return new ThreadRunner(Runtime.getRuntime().availableProcessors(), stop, storages);
  }

  /**
   * One that makes no temporary file: a run that would need one fails with {@link
   * io.sluice.parquet.partition.SpillLimitException}. What the storages do is theirs.
   */
  public static ThreadRunner inMemory(int threads, Stop stop, Storages storages) {
    return new ThreadRunner(threads, stop, storages, budget(threads).inMemory());
  }

  private static TaskBudget budget(int threads) {
    return TaskBudget.of(Runtime.getRuntime().maxMemory(), threads, threads);
  }

  @Override
  public String name() {
    return "threads";
  }

  @Override
  public int cores() {
    return threads;
  }

  @Override
  public TaskBudget budget() {
    return budget;
  }

  @Override
  public Storages storages() {
    return storages;
  }

  @Override
  public KeptFiles kept() {
    return kept;
  }

  /** Nothing has to start. */
  @Override
  public void startAhead(DatasetSpec spec) {}

  @Override
  public ColumnPath path(DatasetSpec spec, ReadPlan plan, PartitionRoom room) {
    return ColumnPath.of(spec, plan, room);
  }

  @Override
  public void run(
      RowPath path,
      ReadRequest request,
      SinkPlan sink,
      ResultMerger results,
      ProgressListener progress) {
    IngestTask task = new IngestTask(sink, (ColumnPath) path);
    FileOpener opener = FileOpener.of(sink.storages(), kept);
    ThreadProgress shown = new ThreadProgress(request, progress);
    AtomicBoolean failed = new AtomicBoolean();
    ExecutorService pool = Executors.newFixedThreadPool(threads, new TaskThreads());
    List<Future<?>> tasks = new ArrayList<>();
    for (int i = 0; i < request.tasks().size(); i++) {
      int number = i;
      tasks.add(
          pool.submit(
              () -> {
                try {
                  check(failed);
                  results.add(
                      task.run(
                          number,
                          request.rangesOf(number),
                          opener,
                          shown.observer(() -> check(failed))));
                } catch (Throwable e) {
                  failed.set(true);
                  throw e;
                }
                return null;
              }));
    }
    pool.shutdown();
    await(pool);
    throwFirst(tasks);
    shown.end();
  }

  /** Ends a task before it begins, or between two of its batches. */
  private void check(AtomicBoolean failed) {
    stop.requireGoingOn();
    if (failed.get()) {
      throw new OtherTaskFailed();
    }
  }

  private static void await(ExecutorService pool) {
    boolean interrupted = false;
    while (true) {
      try {
        if (pool.awaitTermination(1, TimeUnit.HOURS)) {
          break;
        }
      } catch (InterruptedException e) {
        // The tasks must end before their files are discarded.
        pool.shutdownNow();
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static void throwFirst(List<Future<?>> tasks) {
    Throwable failure = null;
    for (Future<?> task : tasks) {
      try {
        task.get();
      } catch (ExecutionException e) {
        if (failure == null || failure instanceof OtherTaskFailed) {
          failure = e.getCause();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted", e);
      }
    }
    if (failure instanceof IngestException ingest) {
      throw ingest;
    }
    if (failure instanceof Error error) {
      // Not a task's failure: with other byte ranges it would be the same.
      throw error;
    }
    if (failure != null) {
      throw WriteException.of(failure);
    }
  }

  /** Nothing was started that outlives a run. */
  @Override
  public void close() {}

  /** Why a task ended that did not fail itself. */
  private static final class OtherTaskFailed extends RuntimeException {
    private static final long serialVersionUID = 1;

    OtherTaskFailed() {
      super("another task failed");
    }
  }

  private static final class TaskThreads implements java.util.concurrent.ThreadFactory {
    private final AtomicInteger number = new AtomicInteger();

    @Override
    public Thread newThread(Runnable work) {
      Thread thread = new Thread(work, "sluice-task-" + number.incrementAndGet());
      thread.setDaemon(true);
      return thread;
    }
  }
}
