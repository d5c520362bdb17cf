package io.sluice.ingest.reject;

import com.github.luben.zstd.ZstdInputStream;
import io.sluice.formats.reject.Reject;
import io.sluice.ingest.store.Storage;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Reads what {@link RejectSpoolWriter} wrote, one reject at a time. */
final class RejectSpoolReader implements Closeable {
  private final String path;
  private final DataInputStream in;
  private long count;

  RejectSpoolReader(Storage storage, String path) throws IOException {
    this.path = path;
    this.in =
        new DataInputStream(
            new BufferedInputStream(new ZstdInputStream(storage.open(path, 0)), 1 << 16));
    int version = in.readInt();
    if (version != RejectSpoolWriter.VERSION) {
      throw new IOException(path + ": not a reject spool of this version");
    }
  }

  /** The next reject, or null after the last. */
  SpooledReject next() throws IOException {
    try {
      if (in.readByte() == RejectSpoolWriter.END) {
        long expected = in.readLong();
        if (expected != count) {
          throw new IOException(
              path + ": the spool has " + count + " rejects, but should have " + expected);
        }
        return null;
      }
      count++;
      return new SpooledReject(
          in.readInt(),
          in.readInt(),
          // Java evaluates arguments from left to right, which is the order in the spool.
          new Reject(in.readLong(), in.readLong(), in.readLong(), text(), text(), text(), text()));
    } catch (EOFException e) {
      throw new IOException(
          path + ": the spool of rejects ends early, after " + count + ". Run again.", e);
    }
  }

  private String text() throws IOException {
    byte[] bytes = new byte[in.readInt()];
    in.readFully(bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
