package io.sluice.spark.write;

import io.sluice.formats.column.Column;
import io.sluice.formats.column.ColumnBatch;
import io.sluice.ingest.sink.SinkPlan;
import io.sluice.ingest.sink.TableSink;
import io.sluice.parquet.OutputColumn;
import io.sluice.spark.vector.BackedColumnarBatch;
import io.sluice.spark.write.RowProjection.Cell;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.vectorized.ColumnarBatch;
import org.apache.spark.util.LongAccumulator;
import scala.collection.Iterator;

/**
 * Batches from the scan with their bookkeeping, of which Spark's expressions make further columns.
 * Only what is computed is ever in a row: the other columns go from the parser to the pages as they
 * are.
 */
final class ProjectedSinkTask extends SinkTask<ColumnarBatch> {
  private final RowColumns at;
  private final RowProjection projection;
  private final SessionSettings settings;

  ProjectedSinkTask(
      SinkPlan plan,
      RowColumns at,
      RowProjection projection,
      SessionSettings settings,
      LongAccumulator rejectsSoFar) {
    super(plan, rejectsSoFar);
    this.at = at;
    this.projection = projection;
    this.settings = settings;
  }

  @Override
  void drain(Iterator<ColumnarBatch> input, TableSink sink) throws IOException {
    settings.during(() -> new Drain(sink).drain(input));
  }

  /** One task's work. */
  private final class Drain {
    private final TableSink sink;
    private final ProjectedRow row = new ProjectedRow(projection);
    private final RowIntake intake;
    private int[] kept = new int[RowAppender.BATCH_ROWS];

    /** For batches that stand on no columns, of rejected records for example. */
    private final RowAppender rowByRow;

    /** By column of the table: where it stands among the scan's, -1 if it is computed. */
    private final int[] scanned;

    /** The columns that are computed, all rows of a batch. */
    private final RowAppender computed;

    Drain(TableSink sink) {
      this.sink = sink;
      List<OutputColumn> columns = plan().columns();
      intake = new RowIntake(at, columns, sink, rejectsSoFar());
      int[] data = at.data().stream().mapToInt(Integer::intValue).toArray();
      rowByRow = new RowAppender(columns, data);
      scanned = new int[data.length];
      List<OutputColumn> made = new ArrayList<>();
      List<Integer> places = new ArrayList<>();
      for (int i = 0; i < data.length; i++) {
        Cell cell = projection.outputs().get(data[i]);
        boolean isData = cell.level() == 0 && cell.ordinal() < projection.scannedData();
        scanned[i] = isData ? cell.ordinal() : -1;
        if (!isData) {
          made.add(columns.get(i));
          places.add(data[i]);
        }
      }
      computed = new RowAppender(made, places.stream().mapToInt(Integer::intValue).toArray());
    }

    void drain(Iterator<ColumnarBatch> input) throws IOException {
      while (input.hasNext()) {
        ColumnarBatch batch = input.next();
        if (batch.numRows() == 0) {
          continue;
        }
        if (batch instanceof BackedColumnarBatch backed) {
          drainColumns(backed);
        } else {
          drainRows(batch);
        }
      }
    }

    private void drainColumns(BackedColumnarBatch batch) throws IOException {
      int rows = batch.numRows();
      if (kept.length < rows) {
        kept = new int[rows];
      }
      int count = 0;
      computed.clear();
      for (int i = 0; i < rows; i++) {
        row.of(batch.getRow(i));
        if (i == 0) {
          intake.begin(row);
        }
        computed.append(row);
        if (intake.takes(row)) {
          kept[count++] = i;
        }
      }
      ColumnBatch made = computed.batch();
      if (count < rows) {
        batch.rows().compact(kept, count);
        made.compact(kept, count);
      }
      sink.write(together(batch.rows(), made, count), intake.file());
    }

    private ColumnBatch together(ColumnBatch read, ColumnBatch made, int rows) {
      List<Column> columns = new ArrayList<>(scanned.length);
      int next = 0;
      for (int ordinal : scanned) {
        columns.add(ordinal < 0 ? made.column(next++) : read.column(ordinal));
      }
      ColumnBatch batch = new ColumnBatch(columns);
      batch.setRowCount(rows);
      return batch;
    }

    private void drainRows(ColumnarBatch batch) throws IOException {
      for (int i = 0; i < batch.numRows(); i++) {
        row.of(batch.getRow(i));
        if (i == 0) {
          intake.begin(row);
        }
        if (intake.takes(row)) {
          rowByRow.append(row);
        }
      }
      rowByRow.flushTo(sink, intake.file());
    }
  }
}
