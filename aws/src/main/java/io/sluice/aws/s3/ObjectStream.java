package io.sluice.aws.s3;

import java.io.IOException;
import java.io.InputStream;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/**
 * An object's bytes from an offset on. A body that breaks off is asked for again from there, a few
 * times without getting further; the ETag makes sure that it is the same object.
 */
final class ObjectStream extends InputStream {
  private static final int ROUNDS = 5;

  /** After this many bytes the way to S3 counts as good again. */
  private static final long GOOD = 8 << 20;

  /** What is left of a body and not wanted: less is read to the end, to keep the connection. */
  private static final long WORTH_READING = 64 << 10;

  private final Opener opener;
  private final long end;
  private ResponseInputStream<GetObjectResponse> body;
  private long at;
  private int failures;
  private long goodFrom;

  /** Asks for an object's bytes. */
  interface Opener {
    /**
     * @param etag that the object must have; null: any
     */
    ResponseInputStream<GetObjectResponse> open(long offset, String etag) throws IOException;
  }

  /** Asks for the first bytes at once, so that a missing object shows. */
  ObjectStream(Opener opener, long offset) throws IOException {
    this.opener = opener;
    this.at = offset;
    this.goodFrom = offset;
    this.body = opener.open(offset, null);
    this.end = offset + body.response().contentLength();
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    while (at < end) {
      int n = readBody(target, offset, (int) Math.min(length, end - at));
      if (n > 0) {
        at += n;
        return n;
      }
    }
    return -1;
  }

  /** No byte if the body broke off and was asked for again. */
  private int readBody(byte[] target, int offset, int length) throws IOException {
    IOException broken;
    try {
      int n = body.read(target, offset, length);
      if (n > 0) {
        return n;
      }
      broken = new IOException("the answer ended early, at byte " + at + " of " + end);
    } catch (IOException e) {
      broken = e;
    } catch (SdkException e) {
      broken = new IOException(e.getMessage(), e);
    }
    if (Thread.currentThread().isInterrupted()) {
      throw broken;
    }
    resume(broken);
    return 0;
  }

  private void resume(IOException broken) throws IOException {
    if (at - goodFrom >= GOOD) {
      failures = 0;
    }
    goodFrom = at;
    failures++;
    String etag = body.response().eTag();
    body.abort();
    if (failures > ROUNDS) {
      throw broken;
    }
    Pause.after(failures);
    body = opener.open(at, etag);
  }

  @Override
  public int available() throws IOException {
    return (int) Math.min(body.available(), end - at);
  }

  @Override
  public void close() throws IOException {
    if (end - at > WORTH_READING) {
      body.abort();
    } else {
      body.close();
    }
  }
}
