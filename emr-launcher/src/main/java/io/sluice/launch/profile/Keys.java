package io.sluice.launch.profile;

import io.sluice.spec.Settings;

/** Values that several sections have. */
final class Keys {
  private static final String ROLE = "arn:aws[a-z-]*:iam::[0-9]{12}:role/.+";

  private Keys() {}

  /** A role's ARN; empty if the key is not there. */
  static String role(Settings at, String key) {
    return at.text(key, ROLE, "a role's ARN (arn:aws:iam::123456789012:role/NAME)").orElse("");
  }

  /** A place in a bucket, without a slash at the end; empty if the key is not there. */
  static String place(Settings at, String key) {
    return at.text(key, "s3://[^/]+(/.*)?", "a place in a bucket (s3://bucket/prefix)")
        .map(place -> place.replaceFirst("/+$", ""))
        .orElse("");
  }
}
