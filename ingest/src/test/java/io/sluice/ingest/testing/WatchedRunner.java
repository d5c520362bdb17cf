package io.sluice.ingest.testing;

import io.sluice.ingest.account.ResultMerger;
import io.sluice.ingest.read.ReadRequest;
import io.sluice.ingest.run.ProgressListener;
import io.sluice.ingest.run.RowPath;
import io.sluice.ingest.run.TaskRunner;
import io.sluice.ingest.sink.SinkPlan;
import io.sluice.ingest.source.Listing;
import io.sluice.ingest.source.SourceLister;
import io.sluice.ledger.FileVersion;
import io.sluice.spec.SourceSpec;
import java.util.function.Function;
import java.util.function.Supplier;

/** A runner that has something done at the right moment. */
public class WatchedRunner extends ForwardingRunner {
  private final Watcher watcher;
  private boolean ran;

  public WatchedRunner(TaskRunner runner, Watcher watcher) {
    super(runner);
    this.watcher = watcher;
  }

  /** What is done when. */
  public interface Watcher {
    /** Lists, and what else there is to do then. */
    default Listing list(Supplier<Listing> list) {
      return list.get();
    }

    /** Called when all tasks have ended for the first time. */
    default void tasksEnded() {}
  }

  /** Only runs. */
  public static final Watcher NOTHING = new Watcher() {};

  /** Does something once the files are listed. */
  public static Watcher afterListing(Runnable work) {
    return listingBy(
        list -> {
          Listing listing = list.get();
          work.run();
          return listing;
        });
  }

  /** Lists in a way of its own. */
  public static Watcher listingBy(Function<Supplier<Listing>, Listing> way) {
    return new Watcher() {
      @Override
      public Listing list(Supplier<Listing> list) {
        return way.apply(list);
      }
    };
  }

  /** Does something once the tasks have ended. */
  public static Watcher afterTasks(Runnable work) {
    return new Watcher() {
      @Override
      public void tasksEnded() {
        work.run();
      }
    };
  }

  @Override
  public SourceLister lister(String sourcePath) {
    SourceLister lister = super.lister(sourcePath);
    return new SourceLister() {
      @Override
      public Listing list(SourceSpec source) {
        return watcher.list(() -> lister.list(source));
      }

      @Override
      public boolean unchanged(FileVersion file) {
        return lister.unchanged(file);
      }
    };
  }

  @Override
  public void run(
      RowPath path,
      ReadRequest request,
      SinkPlan sink,
      ResultMerger results,
      ProgressListener progress) {
    super.run(path, request, sink, results, progress);
    if (!ran) {
      ran = true;
      watcher.tasksEnded();
    }
  }
}
