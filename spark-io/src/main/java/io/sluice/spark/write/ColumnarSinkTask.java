package io.sluice.spark.write;

import io.sluice.formats.read.ReadBatch;
import io.sluice.formats.reject.Reject;
import io.sluice.spark.vector.SluiceColumnarBatch;
import java.io.IOException;
import org.apache.spark.sql.vectorized.ColumnarBatch;
import org.apache.spark.util.LongAccumulator;
import scala.collection.Iterator;

/** Batches from the scan, as the reader made them. */
final class ColumnarSinkTask extends SinkTask<ColumnarBatch> {
  ColumnarSinkTask(SinkPlan plan, LongAccumulator rejectsSoFar) {
    super(plan, rejectsSoFar);
  }

  @Override
  void drain(Iterator<ColumnarBatch> input, TableSink sink) throws IOException {
    while (input.hasNext()) {
      SluiceColumnarBatch batch = (SluiceColumnarBatch) input.next();
      ReadBatch content = batch.content();
      FileTally tally = sink.tally(batch.fileIndex());
      tally.read += content.records();
      tally.accepted += content.rows().rowCount();
      tally.rejected += content.rejects().size();
      tally.filtered += content.skipped();
      for (Reject reject : content.rejects()) {
        sink.reject(batch.fileIndex(), batch.rangeIndex(), reject);
      }
      sink.write(content.rows(), batch.fileIndex());
    }
  }
}
