package io.sluice.spark.read;

import io.sluice.formats.column.BytesColumn;
import io.sluice.formats.column.ColumnBatch;
import io.sluice.formats.column.Columns;
import io.sluice.formats.column.LongColumn;
import io.sluice.formats.reject.Reject;
import io.sluice.spark.vector.SluiceColumnVector;
import io.sluice.spark.vector.Vectors;
import io.sluice.spec.type.DataType.Primitive;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Rejects as columns: record, offset, length, raw, code, column, message. */
final class RejectColumns {
  private final LongColumn record = numbers();
  private final LongColumn offset = numbers();
  private final LongColumn length = numbers();
  private final BytesColumn raw = text();
  private final BytesColumn code = text();
  private final BytesColumn column = text();
  private final BytesColumn message = text();
  private final ColumnBatch batch =
      new ColumnBatch(List.of(record, offset, length, raw, code, column, message));
  private final SluiceColumnVector[] vectors = Vectors.over(batch);

  private static LongColumn numbers() {
    return (LongColumn) Columns.create(Primitive.BIGINT, 64);
  }

  private static BytesColumn text() {
    return (BytesColumn) Columns.create(Primitive.STRING, 64);
  }

  /** The vectors over these rejects; valid until the next call. */
  SluiceColumnVector[] fill(List<Reject> rejects) {
    batch.clear();
    int rows = rejects.size();
    batch.columns().forEach(c -> c.ensureCapacity(rows));
    for (int i = 0; i < rows; i++) {
      Reject reject = rejects.get(i);
      record.values()[i] = reject.recordInRange();
      offset.values()[i] = reject.byteOffset();
      length.values()[i] = reject.byteLength();
      set(raw, i, reject.raw());
      set(code, i, reject.code());
      set(column, i, reject.column());
      set(message, i, reject.message());
    }
    batch.columns().forEach(c -> c.setSize(rows));
    batch.setRowCount(rows);
    Vectors.refresh(vectors);
    return vectors;
  }

  private static void set(BytesColumn column, int row, String value) {
    byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
    column.set(row, bytes, 0, bytes.length);
  }
}
