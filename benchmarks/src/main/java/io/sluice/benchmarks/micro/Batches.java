package io.sluice.benchmarks.micro;

import io.sluice.formats.column.ColumnBatch;
import io.sluice.formats.read.ReadPlan;
import io.sluice.parquet.ByteSink;
import io.sluice.parquet.OutputColumn;
import io.sluice.parquet.ParquetBatchWriter;
import io.sluice.parquet.WriterOptions;
import io.sluice.spec.TargetSpec.Compression;
import io.sluice.spec.type.TypeParser;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** One column of many values, in batches, and how it becomes a Parquet file. */
final class Batches {
  private static final int BATCHES = 16;

  private final List<ColumnBatch> batches = new ArrayList<>();
  private final List<OutputColumn> columns;
  private final WriterOptions options;
  private long bytes;

  Batches(ValueKind values, Compression codec) {
    int rows = ReadPlan.DEFAULT_BATCH_ROWS;
    for (int i = 0; i < BATCHES; i++) {
      Texts texts = Texts.of(values, i * rows, rows);
      ColumnBatch batch = new ColumnBatch(List.of(texts.decode()));
      batch.setRowCount(rows);
      batches.add(batch);
      bytes += texts.bytes();
    }
    columns = List.of(new OutputColumn("c", TypeParser.parse(values.type()), true));
    options = WriterOptions.DEFAULT.withCompression(codec);
  }

  void write(ByteSink sink) throws IOException {
    ParquetBatchWriter writer = new ParquetBatchWriter(sink, columns, options);
    for (ColumnBatch batch : batches) {
      writer.write(batch);
    }
    writer.finish();
  }

  /** Of the values' texts. */
  long bytes() {
    return bytes;
  }

  long values() {
    return (long) BATCHES * ReadPlan.DEFAULT_BATCH_ROWS;
  }
}
