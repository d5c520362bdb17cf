package io.sluice.aws.glue;

/**
 * Locations as Glue's readers want them: on S3 with a slash at the end, since some readers take a
 * location as a prefix of keys, and {@code .../flights} is one of {@code .../flights__rejects},
 * too.
 */
final class GlueLocations {
  private GlueLocations() {}

  /**
   * For Glue.
   *
   * @throws IllegalArgumentException for Hadoop's own names of S3, which no other reader knows
   */
  static String written(String location) {
    if (location.startsWith("s3a://") || location.startsWith("s3n://")) {
      throw new IllegalArgumentException(
          "The location " + location + " must begin with s3:// to be read by Athena and Redshift");
    }
    return location.startsWith("s3://") && !location.endsWith("/") ? location + "/" : location;
  }

  /** From Glue: without a slash at the end. */
  static String read(String location) {
    if (location == null) {
      return "";
    }
    return location.length() > 1 && location.endsWith("/")
        ? location.substring(0, location.length() - 1)
        : location;
  }
}
