package io.sluice.ingest.sink;

import io.sluice.parquet.ByteSink;
import java.io.IOException;

/** A sink whose task lets others have its core while a file is being completed. */
final class YieldingSink implements ByteSink {
  private final ByteSink sink;
  private final SpareCores cores;

  YieldingSink(ByteSink sink, SpareCores cores) {
    this.sink = sink;
    this.cores = cores;
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    sink.write(bytes, offset, length);
  }

  @Override
  public long position() {
    return sink.position();
  }

  @Override
  public void close() throws IOException {
    cores.whileWaiting(sink::close);
  }

  @Override
  public void abort() throws IOException {
    sink.abort();
  }
}
