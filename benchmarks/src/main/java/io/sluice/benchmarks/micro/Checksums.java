package io.sluice.benchmarks.micro;

import io.sluice.formats.column.ColumnBatch;
import io.sluice.formats.read.ReadPlan;
import io.sluice.parquet.ByteSink;
import io.sluice.parquet.OutputColumn;
import io.sluice.parquet.ParquetBatchWriter;
import io.sluice.parquet.WriterOptions;
import io.sluice.spec.TargetSpec.Compression;
import io.sluice.spec.type.TypeParser;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * The part of {@link Encoding} that its file's checksums are: each byte is summed twice, for its
 * page and for the file. Bytes and values are those of that benchmark, so that its figures and
 * these are of the same.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class Checksums {
  private static final int BATCHES = 16;
  private static final int PAGE_BYTES = 64 << 10;

  @Param public ValueKind values;

  @Param({"UNCOMPRESSED", "ZSTD"})
  public Compression codec;

  private byte[] file;
  private long bytes;

  @Setup
  public void prepare() throws IOException {
    Bytes sink = new Bytes();
    List<OutputColumn> columns =
        List.of(new OutputColumn("c", TypeParser.parse(values.type()), true));
    ParquetBatchWriter writer =
        new ParquetBatchWriter(sink, columns, WriterOptions.DEFAULT.withCompression(codec));
    for (int i = 0; i < BATCHES; i++) {
      int rows = ReadPlan.DEFAULT_BATCH_ROWS;
      Texts texts = Texts.of(values, i * rows, rows);
      ColumnBatch batch = new ColumnBatch(List.of(texts.decode()));
      batch.setRowCount(rows);
      writer.write(batch);
      bytes += texts.bytes();
    }
    writer.finish();
    file = sink.out.toByteArray();
  }

  @Benchmark
  public long file(Work work) {
    work.begin();
    CRC32 page = new CRC32();
    CRC32 whole = new CRC32();
    long pages = 0;
    for (int at = 0; at < file.length; at += PAGE_BYTES) {
      int length = Math.min(PAGE_BYTES, file.length - at);
      page.reset();
      page.update(file, at, length);
      whole.update(file, at, length);
      pages ^= page.getValue();
    }
    work.end(bytes, (long) BATCHES * ReadPlan.DEFAULT_BATCH_ROWS);
    return pages ^ whole.getValue();
  }

  private static final class Bytes implements ByteSink {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    @Override
    public void write(byte[] content, int offset, int length) {
      out.write(content, offset, length);
    }

    @Override
    public long position() {
      return out.size();
    }

    @Override
    public void close() {}

    @Override
    public void abort() {}
  }
}
