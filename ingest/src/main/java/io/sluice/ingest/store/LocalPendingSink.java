package io.sluice.ingest.store;

import java.io.IOException;

/** A file in the pending folder. */
final class LocalPendingSink implements PendingSink {
  private final LocalByteSink sink;
  private final PendingFile file;
  private boolean complete;

  LocalPendingSink(LocalByteSink sink, PendingFile file) {
    this.sink = sink;
    this.file = file;
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
    sink.close();
    complete = true;
  }

  @Override
  public void abort() throws IOException {
    sink.abort();
  }

  @Override
  public PendingFile file() {
    PendingSink.requireComplete(complete);
    return file;
  }
}
