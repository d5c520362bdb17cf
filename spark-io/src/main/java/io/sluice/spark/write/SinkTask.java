package io.sluice.spark.write;

import io.sluice.ingest.sink.SinkPlan;
import io.sluice.ingest.sink.SpareCores;
import io.sluice.ingest.sink.TableSink;
import java.io.IOException;
import java.io.Serializable;
import java.util.Map;
import org.apache.spark.TaskContext;
import org.apache.spark.unsafe.Platform;
import org.apache.spark.util.LongAccumulator;
import scala.collection.Iterator;
import scala.runtime.AbstractFunction1;

/**
 * What Spark runs for each partition of the dataset: takes what the scan or Spark SQL gives and
 * returns a {@link TaskResult} as bytes. An attempt that fails discards its files.
 *
 * @param <T> batches or rows
 */
abstract class SinkTask<T> extends AbstractFunction1<Iterator<T>, byte[]> implements Serializable {
  private final SinkPlan plan;
  private final LongAccumulator rejectsSoFar;

  SinkTask(SinkPlan plan, LongAccumulator rejectsSoFar) {
    this.plan = plan;
    this.rejectsSoFar = rejectsSoFar;
  }

  final SinkPlan plan() {
    return plan;
  }

  /** For progress only. */
  final LongAccumulator rejectsSoFar() {
    return rejectsSoFar;
  }

  /** Puts everything into the sink. */
  abstract void drain(Iterator<T> input, TableSink sink) throws IOException;

  @Override
  public final byte[] apply(Iterator<T> input) {
    TaskContext context = TaskContext.get();
    TableSink sink = null;
    try (SpareCores spare = new SpareCores(plan.cores())) {
      sink = new TableSink(plan, context.partitionId(), spare);
      drain(input, sink);
      return TaskResults.toBytes(sink.finish(Map.of()));
    } catch (IOException | RuntimeException | Error e) {
      if (sink != null) {
        sink.abort(e);
      }
      // Spark's function declares nothing, and the driver wants the error as it is, not wrapped.
      Platform.throwException(TaskErrors.told(e));
      throw new IllegalStateException(e);
    }
  }
}
