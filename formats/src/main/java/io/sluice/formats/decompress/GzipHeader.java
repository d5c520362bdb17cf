package io.sluice.formats.decompress;

import java.io.IOException;

/**
 * The header of a gzip member (RFC 1952), taken byte by byte, so that it may be split anywhere. Its
 * own checksum, which hardly anything writes, is passed over.
 */
final class GzipHeader {
  private enum Stage {
    FIXED,
    EXTRA_LENGTH,
    EXTRA,
    NAME,
    COMMENT,
    CHECKSUM,
    DONE
  }

  /** Bytes that every header has. */
  static final int FIXED_BYTES = 10;

  private static final int MAGIC_1 = 0x1F;
  private static final int MAGIC_2 = 0x8B;
  private static final int DEFLATE = 8;
  private static final int CHECKSUM_FLAG = 2;
  private static final int EXTRA_FLAG = 4;
  private static final int NAME_FLAG = 8;
  private static final int COMMENT_FLAG = 16;
  private static final int RESERVED_FLAGS = 0xE0;
  private static final int LAST_LEVEL = 4;
  private static final int LAST_SYSTEM = 13;
  private static final int UNKNOWN_SYSTEM = 255;

  private Stage stage;
  private int count;
  private int flags;
  private int left;

  GzipHeader() {
    reset();
  }

  void reset() {
    stage = Stage.FIXED;
    count = 0;
  }

  /** Whether no byte has been taken. */
  boolean untouched() {
    return count == 0;
  }

  boolean done() {
    return stage == Stage.DONE;
  }

  /**
   * Takes the next byte.
   *
   * @param first whether it is the file's first member, for the message
   */
  void take(int b, boolean first) throws IOException {
    int place = count++;
    switch (stage) {
      case FIXED -> {
        fixed(place, b, first);
        if (count == FIXED_BYTES) {
          enter(Stage.EXTRA_LENGTH);
        }
      }
      case EXTRA_LENGTH -> {
        left = place == FIXED_BYTES ? b : left | b << 8;
        if (place > FIXED_BYTES) {
          enter(Stage.EXTRA);
        }
      }
      case EXTRA -> {
        left--;
        enter(Stage.EXTRA);
      }
      case NAME, COMMENT -> {
        if (b == 0) {
          enter(stage == Stage.NAME ? Stage.COMMENT : Stage.CHECKSUM);
        }
      }
      case CHECKSUM -> {
        left--;
        stage = left == 0 ? Stage.DONE : stage;
      }
      case DONE -> throw new IllegalStateException("the header is over");
    }
  }

  private void fixed(int place, int b, boolean first) throws IOException {
    if (place < 2 && b != (place == 0 ? MAGIC_1 : MAGIC_2)) {
      throw new IOException(
          first ? "Input is not in the .gz format" : "Garbage after a valid .gz stream");
    }
    if (place == 2 && b != DEFLATE) {
      throw new IOException("Unsupported compression method " + b + " in the .gz header");
    }
    if (place == 3) {
      if ((b & RESERVED_FLAGS) != 0) {
        throw new IOException("Reserved flags are set in the .gz header");
      }
      flags = b;
    }
    // Time, level and system say nothing about the data.
  }

  /** Goes to the stage, or to the next one that this header has. */
  private void enter(Stage wanted) {
    Stage next = wanted;
    if (next == Stage.EXTRA_LENGTH && (flags & EXTRA_FLAG) == 0) {
      next = Stage.NAME;
    }
    if (next == Stage.EXTRA && left == 0) {
      next = Stage.NAME;
    }
    if (next == Stage.NAME && (flags & NAME_FLAG) == 0) {
      next = Stage.COMMENT;
    }
    if (next == Stage.COMMENT && (flags & COMMENT_FLAG) == 0) {
      next = Stage.CHECKSUM;
    }
    if (next == Stage.CHECKSUM) {
      left = 2;
      next = (flags & CHECKSUM_FLAG) == 0 ? Stage.DONE : next;
    }
    stage = next;
  }

  /**
   * Where the first header that any known program could have written begins in {@code [from, to)};
   * -1 if none does. {@link #FIXED_BYTES} after it must be there.
   */
  static int find(byte[] bytes, int from, int to) {
    for (int i = from; i < to; i++) {
      if (bytes[i] == MAGIC_1
          && bytes[i + 1] == (byte) MAGIC_2
          && bytes[i + 2] == DEFLATE
          && (bytes[i + 3] & RESERVED_FLAGS) == 0
          && plausible(bytes[i + 8] & 0xFF, bytes[i + 9] & 0xFF)) {
        return i;
      }
    }
    return -1;
  }

  private static boolean plausible(int level, int system) {
    return level <= LAST_LEVEL
        && level % 2 == 0
        && (system <= LAST_SYSTEM || system == UNKNOWN_SYSTEM);
  }
}
