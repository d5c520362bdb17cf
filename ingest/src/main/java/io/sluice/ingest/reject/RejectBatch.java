package io.sluice.ingest.reject;

import io.sluice.formats.column.BytesColumn;
import io.sluice.formats.column.Column;
import io.sluice.formats.column.ColumnBatch;
import io.sluice.formats.column.Columns;
import io.sluice.formats.column.LongColumn;
import io.sluice.formats.reject.Reject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Rows of the rejects table, in the order of {@link RejectsTable#COLUMNS}. */
final class RejectBatch {
  private static final int MOST_ROWS = 1024;

  /** Raw texts may be long: a batch ends early rather than grow. */
  private static final int MOST_BYTES = 4 << 20;

  private final byte[] runId;
  private final long rejectedAt;
  private final ColumnBatch batch =
      new ColumnBatch(
          RejectsTable.COLUMNS.stream().map(c -> Columns.create(c.type(), MOST_ROWS)).toList());
  private int rows;
  private long bytes;

  RejectBatch(String runId, Instant rejectedAt) {
    this.runId = runId.getBytes(StandardCharsets.UTF_8);
    this.rejectedAt = ChronoUnit.MICROS.between(Instant.EPOCH, rejectedAt);
  }

  void add(String file, long recordNumber, Reject reject) {
    text(0, runId);
    text(1, file);
    number(2, recordNumber);
    number(3, reject.byteOffset());
    number(4, reject.byteLength());
    text(5, reject.column());
    text(6, reject.code());
    text(7, reject.message());
    text(8, reject.raw());
    number(9, rejectedAt);
    rows++;
  }

  boolean isFull() {
    return rows >= MOST_ROWS || bytes >= MOST_BYTES;
  }

  boolean isEmpty() {
    return rows == 0;
  }

  /** The rows added; valid until {@link #clear}. */
  ColumnBatch batch() {
    for (Column column : batch.columns()) {
      column.setSize(rows);
    }
    batch.setRowCount(rows);
    return batch;
  }

  void clear() {
    batch.clear();
    rows = 0;
    bytes = 0;
  }

  private void text(int column, String value) {
    text(column, value.getBytes(StandardCharsets.UTF_8));
  }

  private void text(int column, byte[] value) {
    ((BytesColumn) batch.column(column)).set(rows, value, 0, value.length);
    bytes += value.length;
  }

  private void number(int column, long value) {
    ((LongColumn) batch.column(column)).values()[rows] = value;
  }
}
