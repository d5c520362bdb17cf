package io.sluice.formats.decode;

import java.math.BigInteger;

/**
 * The double nearest to a quotient of a long and a power of ten, by one or two multiplications with
 * a reciprocal of 128 bits. (D. Lemire, "Number parsing at a gigabyte per second", 2021; N. Mushtak
 * and D. Lemire, "Fast number parsing without fallback", 2023, prove that 128 bits suffice here.)
 */
final class NearestDouble {
  private static final int MOST_DECIMALS = 22;

  /** The significand's bits without the leading one. */
  private static final int BITS = 52;

  private static final int BIAS = 1023;

  /**
   * Bits of a product's upper half that the significand, one for rounding and a leading 0 leave.
   */
  private static final int SPARE = Long.SIZE - BITS - 3;

  private static final long[] HIGH = new long[MOST_DECIMALS + 1];
  private static final long[] LOW = new long[MOST_DECIMALS + 1];

  /** The power of two that the reciprocal of each power of ten stands for. */
  private static final int[] POWER = new int[MOST_DECIMALS + 1];

  static {
    for (int d = 0; d <= MOST_DECIMALS; d++) {
      // 128 bits of 1 / 5^d, the last rounded up; the twos of 10^d only move the exponent.
      BigInteger five = BigInteger.valueOf(5).pow(d);
      int shift = five.subtract(BigInteger.ONE).bitLength() + 127;
      BigInteger reciprocal = BigInteger.ONE.shiftLeft(shift).divide(five);
      if (d > 0) {
        reciprocal = reciprocal.add(BigInteger.ONE);
      }
      HIGH[d] = reciprocal.shiftRight(Long.SIZE).longValue();
      LOW[d] = reciprocal.longValue();
      POWER[d] = 127 - shift - d;
    }
  }

  private NearestDouble() {}

  /**
   * The double nearest to {@code number / 10^decimals}; of two equally near the one whose last bit
   * is zero.
   *
   * @param number greater than 0
   * @param decimals 0 to 22
   */
  static double quotient(long number, int decimals) {
    int zeros = Long.numberOfLeadingZeros(number);
    long aligned = number << zeros;
    long high = unsignedHigh(aligned, HIGH[decimals]);
    long low = aligned * HIGH[decimals];
    // Only where all bits that are dropped are ones can the reciprocal's lower half matter.
    if ((high & ((1L << SPARE) - 1)) == (1L << SPARE) - 1) {
      long carried = low + unsignedHigh(aligned, LOW[decimals]);
      if (Long.compareUnsigned(carried, low) < 0) {
        high++;
      }
      low = carried;
    }
    int upper = (int) (high >>> 63);
    long significand = high >>> (upper + SPARE);
    // Halfway between two doubles, and exactly so: to the even one.
    if (Long.compareUnsigned(low, 1) <= 0
        && (significand & 3) == 1
        && significand << (upper + SPARE) == high) {
      significand--;
    }
    significand = (significand + (significand & 1)) >>> 1;
    int exponent = POWER[decimals] + 63 + upper - zeros + BIAS;
    // A carry out of the significand's bits is a one more in the exponent, as it should be.
    return Double.longBitsToDouble(((long) (exponent - 1) << BITS) + significand);
  }

  private static long unsignedHigh(long a, long b) {
    return Math.multiplyHigh(a, b) + ((a >> 63) & b) + ((b >> 63) & a);
  }
}
