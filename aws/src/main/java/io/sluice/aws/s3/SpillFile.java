package io.sluice.aws.s3;

import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Bytes of a part that have no room in memory. The file is gone once it is closed, also by the end
 * of the process. Not a channel: an interrupt would close it, and the part could not be sent again.
 */
final class SpillFile implements Closeable {
  private final RandomAccessFile file;

  private SpillFile(RandomAccessFile file) {
    this.file = file;
  }

  static SpillFile create() throws IOException {
    Path path = Files.createTempFile("sluice-part", ".tmp");
    try {
      return new SpillFile(new RandomAccessFile(path.toFile(), "rw"));
    } finally {
      // Its name goes at once, so that it cannot outlive this process.
      Files.delete(path);
    }
  }

  /** Appends. */
  synchronized void write(byte[] bytes, int offset, int length) throws IOException {
    file.seek(file.length());
    file.write(bytes, offset, length);
  }

  /** Reads at a position; -1 at the end. */
  synchronized int read(long position, byte[] target, int offset, int length) throws IOException {
    file.seek(position);
    return file.read(target, offset, length);
  }

  @Override
  public synchronized void close() throws IOException {
    file.close();
  }
}
