package io.sluice.spark.write;

import io.sluice.ingest.account.ResultMerger;
import io.sluice.ingest.read.FileRange;
import io.sluice.ingest.read.ReadRequest;
import io.sluice.ingest.run.ColumnPath;
import io.sluice.ingest.run.IngestTask;
import io.sluice.ingest.run.ProgressListener;
import io.sluice.ingest.run.TaskObserver;
import io.sluice.ingest.sink.SinkPlan;
import java.io.IOException;
import java.io.Serializable;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.rdd.RDD;
import org.apache.spark.unsafe.Platform;
import org.apache.spark.util.LongAccumulator;
import scala.collection.Iterator;
import scala.runtime.AbstractFunction1;

/** The columnar path by Spark: the tasks that threads would run, distributed. */
public final class ColumnJob {
  private ColumnJob() {}

  /**
   * Runs all tasks; Spark SQL is not needed.
   *
   * @throws io.sluice.ingest.run.WriteException if a task failed for good
   */
  public static void run(
      SparkContext context,
      ColumnPath path,
      ReadRequest request,
      SinkPlan sink,
      ResultMerger results,
      ProgressListener listener) {
    if (request.tasks().isEmpty()) {
      // Of files that are all empty now: Spark makes no job without partitions.
      return;
    }
    LongAccumulator bytes = context.longAccumulator("sluice bytes read");
    LongAccumulator records = context.longAccumulator("sluice records read");
    LongAccumulator rejects = context.longAccumulator("sluice records rejected");
    ProgressFeed feed =
        new ProgressFeed(
            listener,
            request,
            results::rangeCount,
            () -> results.ranges().keySet(),
            bytes,
            records,
            rejects);
    Observer observer = new Observer(bytes, records, rejects);
    SparkJob.run(
        context,
        () -> inputs(context, request),
        new Task(new IngestTask(sink, path), observer),
        feed,
        results);
  }

  /** One task's input in each partition. */
  private static RDD<TaskInput> inputs(SparkContext context, ReadRequest request) {
    List<TaskInput> inputs =
        IntStream.range(0, request.tasks().size())
            .mapToObj(task -> new TaskInput(task, request.rangesOf(task)))
            .toList();
    return JavaSparkContext.fromSparkContext(context).parallelize(inputs, inputs.size()).rdd();
  }

  /** What one task reads: only its own files travel with it. */
  private record TaskInput(int number, List<FileRange> ranges) implements Serializable {}

  private static final class Task extends AbstractFunction1<Iterator<TaskInput>, byte[]>
      implements Serializable {
    private final IngestTask task;
    private final Observer observer;

    Task(IngestTask task, Observer observer) {
      this.task = task;
      this.observer = observer;
    }

    @Override
    public byte[] apply(Iterator<TaskInput> inputs) {
      TaskInput input = inputs.next();
      try {
        return TaskResults.toBytes(task.run(input.number(), input.ranges(), observer));
      } catch (IOException | OutOfMemoryError e) {
        // Spark's function declares nothing, and the driver wants the error as it is, not wrapped.
        Platform.throwException(TaskErrors.told(e));
        throw new IllegalStateException(e);
      }
    }
  }

  private record Observer(LongAccumulator bytes, LongAccumulator records, LongAccumulator rejects)
      implements TaskObserver, Serializable {
    @Override
    public void read(long newBytes, long newRecords) {
      bytes.add(newBytes);
      records.add(newRecords);
    }

    @Override
    public void rejected(long newRejects) {
      rejects.add(newRejects);
    }

    /** The results of ended tasks say it. */
    @Override
    public void rangeDone(int fileIndex) {}
  }
}
