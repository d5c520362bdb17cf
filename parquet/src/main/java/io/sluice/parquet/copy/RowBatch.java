package io.sluice.parquet.copy;

import io.sluice.formats.column.ColumnBatch;
import io.sluice.formats.column.Columns;
import io.sluice.parquet.OutputColumn;
import io.sluice.parquet.ParquetBatchWriter;
import java.io.IOException;
import java.util.List;
import org.apache.parquet.io.api.Converter;
import org.apache.parquet.io.api.GroupConverter;
import org.apache.parquet.io.api.RecordMaterializer;

/**
 * Collects the rows that parquet-java reads into a column batch, and writes those that are kept.
 */
final class RowBatch extends RecordMaterializer<RowBatch> {
  private static final int MOST_ROWS = 4096;
  private static final long MOST_BYTES = 4 << 20;

  private final Filled filled = new Filled();
  private final ColumnBatch batch;
  private final List<Cell> cells;
  private final int[] kept = new int[MOST_ROWS];
  private int keptRows;
  private int rows;

  /** About how many bytes the values take. */
  static final class Filled {
    private long bytes;

    void add(long more) {
      bytes += more;
    }
  }

  RowBatch(List<OutputColumn> columns) {
    batch = new ColumnBatch(columns.stream().map(c -> Columns.create(c.type(), 64)).toList());
    cells = batch.columns().stream().map(column -> Cell.into(column, filled)).toList();
  }

  /** The row read last is to be written. */
  void keepLast() {
    kept[keptRows++] = rows - 1;
  }

  /** Whether the rows should be written before another is read. */
  boolean isFull() {
    return rows >= MOST_ROWS || filled.bytes >= MOST_BYTES;
  }

  /** Writes the rows that are kept, and forgets all. */
  void writeTo(ParquetBatchWriter writer) throws IOException {
    cells.forEach(Cell::complete);
    batch.setRowCount(rows);
    if (keptRows == rows) {
      writer.write(batch);
    } else {
      writer.write(batch, kept, keptRows);
    }
    batch.clear();
    cells.forEach(Cell::restart);
    filled.bytes = 0;
    keptRows = 0;
    rows = 0;
  }

  @Override
  public RowBatch getCurrentRecord() {
    return this;
  }

  @Override
  public GroupConverter getRootConverter() {
    return new GroupConverter() {
      @Override
      public Converter getConverter(int field) {
        return cells.get(field).converter();
      }

      @Override
      public void start() {}

      @Override
      public void end() {
        cells.forEach(Cell::endRow);
        rows++;
      }
    };
  }
}
