package io.sluice.aws.s3;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;

/**
 * The bytes of one part until they are uploaded: in memory as far as the budget goes, then in a
 * temporary file. A task may have hundreds of files open, each with less than a part, and S3 takes
 * no smaller parts. Written by one thread, then read by another.
 */
final class PartBuffer {
  private static final int SMALLEST = 16 << 10;

  /** Far below half a region of the garbage collector's. */
  private static final int LARGEST = 256 << 10;

  private final BufferBudget budget;
  private final List<byte[]> chunks = new ArrayList<>();
  private final CRC32 crc = new CRC32();
  private byte[] chunk = new byte[0];
  private int used;
  private long memory;
  private long size;
  private SpillFile spill;

  PartBuffer(BufferBudget budget) {
    this.budget = budget;
  }

  void write(byte[] bytes, int offset, int length) throws IOException {
    crc.update(bytes, offset, length);
    size += length;
    int at = offset;
    int end = offset + length;
    while (at < end) {
      if (used == chunk.length && !grow()) {
        spill.write(bytes, at, end - at);
        return;
      }
      int part = Math.min(chunk.length - used, end - at);
      System.arraycopy(bytes, at, chunk, used, part);
      used += part;
      at += part;
    }
  }

  /** One more chunk; false once bytes go to the file. */
  private boolean grow() throws IOException {
    if (spill != null) {
      return false;
    }
    int next = Math.max(SMALLEST, Math.min(LARGEST, 2 * chunk.length));
    if (!budget.take(next)) {
      budget.requireFilesAllowed();
      spill = SpillFile.create();
      return false;
    }
    chunk = new byte[next];
    chunks.add(chunk);
    used = 0;
    memory += next;
    return true;
  }

  /** Bytes written so far. */
  long size() {
    return size;
  }

  /** CRC32 of the bytes, as S3 writes it. */
  String checksum() {
    return Checksum.text(crc);
  }

  /** The bytes from the beginning; as often as asked for, until {@link #release}. */
  InputStream open() {
    return new PartStream(chunks, used, spill);
  }

  /** Gives memory and file back; again is fine. */
  void release() throws IOException {
    budget.giveBack(memory);
    memory = 0;
    chunks.clear();
    chunk = new byte[0];
    used = 0;
    if (spill != null) {
      spill.close();
    }
  }
}
