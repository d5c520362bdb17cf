package io.sluice.spark.write;

import io.sluice.ingest.account.ResultMerger;
import io.sluice.ingest.failure.IngestException;
import io.sluice.ingest.run.WriteException;
import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.apache.spark.SparkContext;
import org.apache.spark.SparkException;
import org.apache.spark.rdd.RDD;
import scala.Function1;
import scala.Function2;
import scala.collection.Iterator;
import scala.collection.JavaConverters;
import scala.runtime.AbstractFunction0;
import scala.runtime.BoxedUnit;

/** Runs tasks as a job of Spark's and takes their results together. */
final class SparkJob {
  private static final Duration TASKS_END_WITHIN = Duration.ofSeconds(10);

  /** How Spark says it; further on a message quotes what a task failed of, columns and all. */
  private static final Pattern CANCELLED =
      Pattern.compile("(?:\\[[A-Z_.]+\\] )?(?:Job|Stage) \\d+ (?:was )?cancelled");

  private SparkJob() {}

  /**
   * Runs a task on each partition, and waits until none runs any more.
   *
   * @param source where rows are shuffled, asking it runs all tasks but the last ones: what they
   *     throw is the job's failure too
   * @throws WriteException if the job failed
   */
  static <T> void run(
      SparkContext context,
      Supplier<RDD<T>> source,
      Function1<Iterator<T>, byte[]> task,
      ProgressFeed feed,
      ResultMerger results) {
    context.addSparkListener(feed);
    try {
      submit(context, source, task, results);
    } catch (Exception e) {
      feed.awaitIdle(TASKS_END_WITHIN);
      throw failure(e);
    } finally {
      context.removeSparkListener(feed);
    }
  }

  // Scala declares nothing: SparkException, which is checked, comes out of it all the same.
  private static <T> void submit(
      SparkContext context,
      Supplier<RDD<T>> source,
      Function1<Iterator<T>, byte[]> task,
      ResultMerger results)
      throws Exception {
    Function2<Object, byte[], BoxedUnit> handler =
        (partition, bytes) -> {
          results.add(TaskResults.fromBytes(bytes));
          return BoxedUnit.UNIT;
        };
    RDD<T> input = source.get();
    List<Object> partitions = new ArrayList<>();
    for (int partition = 0; partition < input.getNumPartitions(); partition++) {
      partitions.add(partition);
    }
    // Not runJob: after the job it looks for checkpoints to make, of which there are none, and
    // loads a JSON library to do so while everybody waits.
    context
        .submitJob(
            input, task, JavaConverters.asScalaBuffer(partitions).toSeq(), handler, Ended.INSTANCE)
        .get();
  }

  private static RuntimeException failure(Exception failure) {
    Throwable root = failure;
    while ((root instanceof SparkException
            || root instanceof java.util.concurrent.ExecutionException)
        && root.getCause() != null) {
      root = root.getCause();
    }
    if (root instanceof Error error) {
      throw error;
    }
    if (root instanceof IngestException told) {
      // Not of what a task read: with other byte ranges it would be the same.
      return told;
    }
    return WriteException.of(cancelled(root) ? interrupted(root) : root);
  }

  static boolean cancelled(Throwable root) {
    return root instanceof SparkException
        && root.getMessage() != null
        && CANCELLED.matcher(root.getMessage()).lookingAt();
  }

  /** What it is for those who do not know Spark: not a failure of any task. */
  private static InterruptedException interrupted(Throwable cancelled) {
    InterruptedException interrupted = new InterruptedException(cancelled.getMessage());
    interrupted.initCause(cancelled);
    return interrupted;
  }

  /** What a job gives besides the results of its tasks: nothing. */
  private static final class Ended extends AbstractFunction0<BoxedUnit> implements Serializable {
    private static final Ended INSTANCE = new Ended();

    @Override
    public BoxedUnit apply() {
      return BoxedUnit.UNIT;
    }
  }
}
