package io.sluice.spark.write;

import io.sluice.spark.publish.PendingArea;
import io.sluice.spark.read.GuessedCuts;
import io.sluice.spark.read.SluiceRead;
import io.sluice.spark.store.Storages;
import io.sluice.spec.report.RunReport.Counts;
import java.io.IOException;
import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.spark.SparkContext;
import org.apache.spark.SparkException;
import org.apache.spark.rdd.RDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.util.LongAccumulator;
import scala.Function2;
import scala.collection.JavaConverters;
import scala.runtime.AbstractFunction0;
import scala.runtime.BoxedUnit;

/** Writes a dataset read from files into pending Parquet files, and accounts for every record. */
public final class SparkIngest {
  private static final Duration TASKS_END_WITHIN = Duration.ofSeconds(10);

  private SparkIngest() {}

  /**
   * Runs the job of a read with nothing between it and the sink: Spark SQL is not needed.
   *
   * @return what is pending at {@code request.location()}
   * @throws IllegalArgumentException if the read is not {@code COLUMNAR}, or its columns are not
   *     the table's; nothing was run
   * @throws WriteException if a task failed for good; nothing is left pending
   * @throws AccountingException if the sums do not meet; nothing is left pending
   */
  public static WriteResult run(SluiceRead read, WriteRequest request, ProgressListener listener) {
    return run(ExecutionPath.direct(read.mode()), read, request, listener, batches(read));
  }

  /**
   * Runs the job.
   *
   * @param read what was opened
   * @param rows {@code read.rows()}, or what transforms made of them; for outputs in which each
   *     file's rows lie together, rows that were shuffled should be sorted within their partitions
   *     by {@code _sluice_file}
   * @return what is pending at {@code request.location()}
   * @throws IllegalArgumentException if the dataset's columns are not the table's; nothing was run
   * @throws WriteException if a task failed for good; nothing is left pending
   * @throws WrongCutsException if guessed cuts turn out wrong; nothing is left pending
   * @throws AccountingException if the sums do not meet; nothing is left pending
   */
  public static WriteResult run(
      SluiceRead read, Dataset<Row> rows, WriteRequest request, ProgressListener listener) {
    ExecutionPath path = ExecutionPath.choose(rows);
    Work work =
        switch (path.kind()) {
          case COLUMNAR -> batches(read);
          case PROJECTED -> projected(read, rows, path.projection());
          case ROWS -> rows(rows);
        };
    return run(path, read, request, listener, work);
  }

  /** What Spark is told to do for a plan. */
  @FunctionalInterface
  private interface Work {
    void submit(SparkContext context, SinkPlan plan, LongAccumulator rejects, ResultMerger merger)
        throws SparkFailure;
  }

  private static Work batches(SluiceRead read) {
    return (context, plan, rejects, merger) -> {
      ReadColumns.requireSame(read.request().plan().columns(), plan.columns());
      submit(context, read::batches, new ColumnarSinkTask(plan, rejects), merger);
    };
  }

  private static Work projected(SluiceRead read, Dataset<Row> rows, RowProjection projection) {
    return (context, plan, rejects, merger) -> {
      RowColumns columns = RowColumns.find(rows.schema(), plan.columns());
      SessionSettings settings = SessionSettings.of(rows.sparkSession());
      submit(
          context,
          read::batches,
          new ProjectedSinkTask(plan, columns, projection, settings, rejects),
          merger);
    };
  }

  private static Work rows(Dataset<Row> rows) {
    return (context, plan, rejects, merger) -> {
      RowColumns columns = RowColumns.find(rows.schema(), plan.columns());
      submit(
          context,
          () -> rows.queryExecution().toRdd(),
          new RowsSinkTask(plan, columns, rejects),
          merger);
    };
  }

  private static WriteResult run(
      ExecutionPath path,
      SluiceRead read,
      WriteRequest request,
      ProgressListener listener,
      Work work) {
    SparkContext context = read.context();
    Storages storages = Storages.of(context);
    SinkPlan plan = SinkPlan.of(request, storages, TaskBudget.of(context));
    LongAccumulator rejects = context.longAccumulator("sluice records rejected");
    ProgressFeed feed = new ProgressFeed(listener, read, rejects);
    ResultMerger merger = new ResultMerger(request.columns());
    context.addSparkListener(feed);
    try {
      work.submit(context, plan, rejects, merger);
      requireRightCuts(read);
      WriteResult result = result(path, read, merger);
      listener.progress(done(result));
      return result;
    } catch (RuntimeException | Error | SparkFailure e) {
      feed.awaitIdle(TASKS_END_WITHIN);
      throw discard(plan.area(), storages, e);
    } finally {
      context.removeSparkListener(feed);
    }
  }

  /**
   * @param source where rows are shuffled, asking it runs all tasks but the last ones: what they
   *     throw is the job's failure too
   */
  private static <T> void submit(
      SparkContext context, Supplier<RDD<T>> source, SinkTask<T> task, ResultMerger merger)
      throws SparkFailure {
    Function2<Object, byte[], BoxedUnit> handler =
        (partition, bytes) -> {
          merger.add(TaskResult.fromBytes(bytes));
          return BoxedUnit.UNIT;
        };
    try {
      RDD<T> input = source.get();
      List<Object> partitions = new ArrayList<>();
      for (int partition = 0; partition < input.getNumPartitions(); partition++) {
        partitions.add(partition);
      }
      // Not runJob: behind the job it looks for checkpoints to make, of which there are none, and
      // loads a JSON library to do so while everybody waits.
      context
          .submitJob(
              input,
              task,
              JavaConverters.asScalaBuffer(partitions).toSeq(),
              handler,
              Ended.INSTANCE)
          .get();
    } catch (Exception e) {
      // Scala declares nothing: SparkException, which is checked, comes out of it all the same.
      throw new SparkFailure(e);
    }
  }

  /** What a job gives besides the results of its tasks: nothing. */
  private static final class Ended extends AbstractFunction0<BoxedUnit> implements Serializable {
    private static final Ended INSTANCE = new Ended();

    @Override
    public BoxedUnit apply() {
      return BoxedUnit.UNIT;
    }
  }

  /** Before anything that was read is believed, the rejects included. */
  private static void requireRightCuts(SluiceRead read) {
    Set<Integer> wrong = GuessedCuts.wrong(read.request(), read.metrics().counts().value());
    if (!wrong.isEmpty()) {
      throw new WrongCutsException(wrong);
    }
  }

  private static WriteResult result(ExecutionPath path, SluiceRead read, ResultMerger merger) {
    Accounting accounting = new Accounting(read.request(), read.metrics().counts());
    List<Counts> files = accounting.reconcile(merger.files(), merger.outputs());
    return new WriteResult(
        path,
        merger.outputs(),
        files,
        merger.columns(),
        merger.rejects().summaries(),
        merger.flagged(),
        merger.spools(),
        accounting.firstRecords());
  }

  private static Progress done(WriteResult result) {
    Counts totals = result.totals();
    return new Progress(totals.bytes(), totals.read(), totals.rejected(), result.files().size());
  }

  private static RuntimeException discard(PendingArea area, Storages storages, Throwable failure) {
    Throwable root = failure;
    while ((root instanceof SparkFailure || root instanceof SparkException)
        && root.getCause() != null) {
      root = root.getCause();
    }
    try {
      area.discard(storages);
    } catch (IOException e) {
      root.addSuppressed(e);
    }
    if (failure instanceof Error error) {
      throw error;
    }
    if (failure instanceof RuntimeException runtime) {
      return runtime;
    }
    String message = root.getMessage() == null ? root.toString() : root.getMessage();
    return new WriteException(message, root);
  }

  /** What came out of Spark's job. */
  private static final class SparkFailure extends Exception {
    SparkFailure(Throwable cause) {
      super(cause);
    }
  }
}
