package io.sluice.aws.s3;

import io.sluice.ingest.store.PendingFile;
import io.sluice.ingest.store.PendingSink;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * A file of a table: a multipart upload that is not completed, however small the file is. After
 * {@link #close} the last part may still be under way, so that a task that closes many files does
 * not wait for each; {@link #file} waits.
 */
final class S3PendingSink implements PendingSink {
  private final String path;
  private final UploadSink upload;
  private boolean closed;
  private boolean aborted;
  private PendingFile file;

  S3PendingSink(String path, UploadSink upload) {
    this.path = path;
    this.upload = upload;
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    upload.write(bytes, offset, length);
  }

  @Override
  public long position() {
    return upload.position();
  }

  @Override
  public void close() throws IOException {
    if (!closed && !aborted) {
      closed = true;
      upload.sendRest();
    }
  }

  @Override
  public void abort() throws IOException {
    if (!aborted) {
      aborted = true;
      upload.abort();
    }
  }

  @Override
  public PendingFile file() {
    PendingSink.requireComplete(closed);
    if (file == null) {
      try {
        file = new PendingFile(path, upload.handle().text());
      } catch (IOException e) {
        throw new UncheckedIOException(e.getMessage(), e);
      }
    }
    return file;
  }
}
