package io.sluice.spark.write;

import io.sluice.ingest.sink.SinkPlan;
import io.sluice.ingest.sink.TableSink;
import java.io.IOException;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.util.LongAccumulator;
import scala.collection.Iterator;

/**
 * Rows from Spark SQL with their bookkeeping. A batch holds rows of one file, so that each output's
 * rows can be told apart by file: rows that come sorted by file make the fullest batches.
 */
final class RowsSinkTask extends SinkTask<InternalRow> {
  private final RowColumns at;

  RowsSinkTask(SinkPlan plan, RowColumns at, LongAccumulator rejectsSoFar) {
    super(plan, rejectsSoFar);
    this.at = at;
  }

  @Override
  void drain(Iterator<InternalRow> input, TableSink sink) throws IOException {
    int[] data = at.data().stream().mapToInt(Integer::intValue).toArray();
    RowAppender appender = new RowAppender(plan().columns(), data);
    RowIntake intake = new RowIntake(at, plan().columns(), sink, rejectsSoFar());
    while (input.hasNext()) {
      InternalRow row = input.next();
      if (intake.changesFile(row)) {
        appender.flushTo(sink, intake.file());
        intake.begin(row);
      }
      if (intake.takes(row)) {
        appender.append(row);
        if (appender.rows() == RowAppender.BATCH_ROWS) {
          appender.flushTo(sink, intake.file());
        }
      }
    }
    appender.flushTo(sink, intake.file());
  }
}
