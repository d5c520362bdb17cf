package io.sluice.benchmarks.micro;

import io.sluice.parquet.ByteSink;

/** Counts what it is given. */
final class NowhereSink implements ByteSink {
  private long position;

  @Override
  public void write(byte[] bytes, int offset, int length) {
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
