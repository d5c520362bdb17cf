package io.sluice.aws.s3;

import io.sluice.parquet.ByteSink;
import java.io.IOException;

/** An object that is visible once it is closed; one request if it is small. */
final class S3ScratchSink implements ByteSink {
  private final S3Uri at;
  private final UploadSink upload;
  private final S3Objects objects;
  private final Completion completion;
  private boolean closed;
  private boolean aborted;

  S3ScratchSink(S3Uri at, UploadSink upload, S3Objects objects, Completion completion) {
    this.at = at;
    this.upload = upload;
    this.objects = objects;
    this.completion = completion;
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
    if (closed || aborted) {
      return;
    }
    closed = true;
    if (upload.isUnsent()) {
      try {
        objects.put(at, upload.current());
      } finally {
        upload.current().release();
      }
    } else {
      upload.sendRest();
      completion.complete(at, upload.handle());
    }
  }

  @Override
  public void abort() throws IOException {
    if (closed || aborted) {
      return;
    }
    aborted = true;
    upload.abort();
  }
}
