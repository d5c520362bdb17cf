package io.sluice.benchmarks.micro;

import io.sluice.spec.TargetSpec.Compression;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.zip.CRC32;
import org.openjdk.jmh.annotations.Benchmark;
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
public class Checksums {
  private static final int PAGE_BYTES = 64 << 10;

  @Param public ValueKind values;

  @Param({"UNCOMPRESSED", "ZSTD"})
  public Compression codec;

  private Batches batches;
  private byte[] file;

  @Setup
  public void prepare() throws IOException {
    batches = new Batches(values, codec);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    batches.write(new MemorySink(out));
    file = out.toByteArray();
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
    work.end(batches.bytes(), batches.values());
    return pages ^ whole.getValue();
  }
}
