package io.sluice.benchmarks.micro;

import io.sluice.spec.TargetSpec.Compression;
import java.io.IOException;
import java.io.OutputStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** One column into a Parquet file that goes nowhere. Bytes are those of the values' texts. */
@State(Scope.Thread)
public class Encoding {
  @Param public ValueKind values;

  @Param({"UNCOMPRESSED", "ZSTD"})
  public Compression codec;

  private Batches batches;

  @Setup
  public void prepare() {
    batches = new Batches(values, codec);
  }

  @Benchmark
  public long file(Work work) throws IOException {
    work.begin();
    MemorySink sink = new MemorySink(OutputStream.nullOutputStream());
    batches.write(sink);
    work.end(batches.bytes(), batches.values());
    return sink.position();
  }
}
