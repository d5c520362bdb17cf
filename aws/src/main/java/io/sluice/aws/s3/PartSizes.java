package io.sluice.aws.s3;

/**
 * How large each part of an upload is. S3 takes 10,000 parts of 5 MiB to 5 GiB, and objects of 5
 * TiB: parts begin small, as they are kept in memory, and double every 500, up to 1 GiB. Files of
 * up to 4 GB have parts of {@link #FIRST} bytes only.
 */
final class PartSizes {
  /** The first parts' size. */
  static final int FIRST = 8 << 20;

  private static final int MOST_PARTS = 10_000;
  private static final int DOUBLED_EVERY = 500;
  private static final int MOST_DOUBLINGS = 7;

  private PartSizes() {}

  /**
   * Bytes of a part.
   *
   * @param number from 1
   * @throws IllegalStateException if S3 takes no more
   */
  static int of(int number) {
    if (number > MOST_PARTS) {
      throw new IllegalStateException("an object on S3 has at most 5 TiB");
    }
    return FIRST << Math.min(MOST_DOUBLINGS, (number - 1) / DOUBLED_EVERY);
  }
}
