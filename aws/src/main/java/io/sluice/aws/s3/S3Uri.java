package io.sluice.aws.s3;

import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An object, or a prefix of keys. Keys are written as they are: nothing in {@code key=a%2Fb} is an
 * escape.
 *
 * @param scheme {@code s3} or {@code s3a}: who calls it so finds it called so
 * @param key empty for the bucket itself
 */
record S3Uri(String scheme, String bucket, String key) {
  private static final Pattern FORM = Pattern.compile("(s3a?)://([^/]+)(?:/(.*))?", Pattern.DOTALL);

  /** Whether a location is one on S3. */
  static boolean is(String location) {
    return location.startsWith("s3://") || location.startsWith("s3a://");
  }

  /**
   * @throws IOException if it is none
   */
  static S3Uri of(String uri) throws IOException {
    Matcher parts = FORM.matcher(uri);
    if (!parts.matches()) {
      throw new IOException(uri + " is not a place on S3: write s3://bucket/key");
    }
    String key = parts.group(3);
    return new S3Uri(parts.group(1), parts.group(2), key == null ? "" : key);
  }

  /** Another key of the same bucket. */
  S3Uri at(String otherKey) {
    return new S3Uri(scheme, bucket, otherKey);
  }

  /** What all keys below this place begin with. */
  String prefix() {
    return key.isEmpty() || key.endsWith("/") ? key : key + "/";
  }

  @Override
  public String toString() {
    return scheme + "://" + bucket + "/" + key;
  }
}
