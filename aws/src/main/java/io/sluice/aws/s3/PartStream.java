package io.sluice.aws.s3;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** A part's bytes: those in memory, then those in the file. */
final class PartStream extends InputStream {
  private final List<byte[]> chunks;
  private final int lastLength;
  private final SpillFile spill;
  private int chunk;
  private int at;
  private long spilled;

  /**
   * @param lastLength how much of the last chunk is used
   * @param spill null if all is in memory
   */
  PartStream(List<byte[]> chunks, int lastLength, SpillFile spill) {
    this.chunks = chunks;
    this.lastLength = lastLength;
    this.spill = spill;
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
    while (chunk < chunks.size()) {
      byte[] from = chunks.get(chunk);
      int end = chunk == chunks.size() - 1 ? lastLength : from.length;
      if (at < end) {
        int n = Math.min(length, end - at);
        System.arraycopy(from, at, target, offset, n);
        at += n;
        return n;
      }
      chunk++;
      at = 0;
    }
    if (spill == null) {
      return -1;
    }
    int n = spill.read(spilled, target, offset, length);
    spilled += Math.max(0, n);
    return n;
  }
}
