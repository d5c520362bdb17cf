package io.sluice.parquet.partition;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * The 32-bit x86 variant of MurmurHash3 with seed 0, over what Apache Iceberg's table specification
 * (appendix B, "32-bit hash requirements") says of each type.
 */
final class Murmur3 {
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  private Murmur3() {}

  /** Integers of every size, dates and timestamps: the eight bytes of the long, little-endian. */
  static int hash(long value) {
    int hash = mix(0, (int) value);
    hash = mix(hash, (int) (value >>> 32));
    return finish(hash, Long.BYTES);
  }

  /** Strings as UTF-8, binaries, and decimals as the fewest bytes of the unscaled value. */
  static int hash(byte[] data, int start, int length) {
    int hash = 0;
    int blocks = length & ~3;
    for (int i = 0; i < blocks; i += 4) {
      hash = mix(hash, (int) INT.get(data, start + i));
    }
    int tail = 0;
    for (int i = length - 1; i >= blocks; i--) {
      tail = (tail << 8) | (data[start + i] & 0xFF);
    }
    if (blocks < length) {
      hash ^= scramble(tail);
    }
    return finish(hash, length);
  }

  private static int scramble(int block) {
    return Integer.rotateLeft(block * 0xCC9E2D51, 15) * 0x1B873593;
  }

  private static int mix(int hash, int block) {
    return Integer.rotateLeft(hash ^ scramble(block), 13) * 5 + 0xE6546B64;
  }

  private static int finish(int hash, int length) {
    int mixed = hash ^ length;
    mixed = (mixed ^ (mixed >>> 16)) * 0x85EBCA6B;
    mixed = (mixed ^ (mixed >>> 13)) * 0xC2B2AE35;
    return mixed ^ (mixed >>> 16);
  }
}
