package io.sluice.formats.source;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Encodings of one byte a character. */
final class SingleByteTranscoder extends Transcoder {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final long BEYOND_ASCII = 0x8080_8080_8080_8080L;

  private final int[] utf8;

  /** What keeps eight bytes from being UTF-8 already: any bit, if none is. */
  private final long other;

  SingleByteTranscoder(SingleBytes table) {
    utf8 = table.utf8();
    other = table.ascii() ? BEYOND_ASCII : -1;
  }

  @Override
  int transcode(byte[] raw, int from, int to, Tail tail, byte[] text, int at, int limit) {
    final int[] table = utf8;
    final long notAscii = other;
    int i = from;
    int o = at;
    while (i < to) {
      if (i + Long.BYTES <= to && o + Long.BYTES <= limit) {
        long word = (long) LONGS.get(raw, i);
        if ((word & notAscii) == 0) {
          LONGS.set(text, o, word);
          i += Long.BYTES;
          o += Long.BYTES;
          continue;
        }
      }
      int entry = table[raw[i] & 0xFF];
      int length = entry >>> SingleBytes.LENGTH_SHIFT;
      if (o + length > limit) {
        break;
      }
      text[o] = (byte) entry;
      if (length > 1) {
        text[o + 1] = (byte) (entry >> 8);
      }
      if (length > 2) {
        text[o + 2] = (byte) (entry >> 16);
      }
      o += length;
      i++;
    }
    setTaken(i - from);
    return o - at;
  }
}
