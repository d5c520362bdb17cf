package io.sluice.ingest.transform.value;

/** Powers of ten that fit 64 bits. */
final class Powers {
  /** The greatest exponent. */
  static final int MOST = 18;

  private static final long[] POWERS = new long[MOST + 1];

  static {
    POWERS[0] = 1;
    for (int i = 1; i <= MOST; i++) {
      POWERS[i] = 10 * POWERS[i - 1];
    }
  }

  private Powers() {}

  static long of(int exponent) {
    return POWERS[exponent];
  }
}
