package io.sluice.benchmarks.micro;

import io.sluice.formats.column.Column;
import io.sluice.formats.column.ColumnBatch;
import io.sluice.formats.read.ReadPlan;
import io.sluice.parquet.OutputColumn;
import io.sluice.parquet.ParquetBatchWriter;
import io.sluice.parquet.WriterOptions;
import io.sluice.spec.TargetSpec.Compression;
import io.sluice.spec.type.TypeParser;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** One column into a Parquet file that goes nowhere. Bytes are those of the values' texts. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class Encoding {
  private static final int BATCHES = 16;

  @Param public ValueKind values;

  @Param({"UNCOMPRESSED", "ZSTD"})
  public Compression codec;

  private final List<ColumnBatch> batches = new ArrayList<>();
  private List<OutputColumn> columns;
  private WriterOptions options;
  private long bytes;

  @Setup
  public void prepare() {
    for (int i = 0; i < BATCHES; i++) {
      int rows = ReadPlan.DEFAULT_BATCH_ROWS;
      Texts texts = Texts.of(values, i * rows, rows);
      Column column = texts.decode();
      ColumnBatch batch = new ColumnBatch(List.of(column));
      batch.setRowCount(rows);
      batches.add(batch);
      bytes += texts.bytes();
    }
    columns = List.of(new OutputColumn("c", TypeParser.parse(values.type()), true));
    options = WriterOptions.DEFAULT.withCompression(codec);
  }

  @Benchmark
  public long file(Work work) throws IOException {
    work.begin();
    NowhereSink sink = new NowhereSink();
    ParquetBatchWriter writer = new ParquetBatchWriter(sink, columns, options);
    for (ColumnBatch batch : batches) {
      writer.write(batch);
    }
    writer.finish();
    work.end(bytes, (long) BATCHES * ReadPlan.DEFAULT_BATCH_ROWS);
    return sink.position();
  }
}
