package io.sluice.benchmarks.micro;

import io.sluice.parquet.ByteSink;
import java.io.IOException;
import java.io.OutputStream;

/** Gives what it gets to a stream that goes nowhere else, and counts it. */
final class MemorySink implements ByteSink {
  private final OutputStream out;
  private long position;

  MemorySink(OutputStream out) {
    this.out = out;
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    out.write(bytes, offset, length);
    position += length;
  }

  @Override
  public long position() {
    return position;
  }

  @Override
  public void close() {}

  @Override
  public void abort() {}
}
