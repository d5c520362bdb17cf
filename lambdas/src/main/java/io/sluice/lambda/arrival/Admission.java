package io.sluice.lambda.arrival;

import io.sluice.aws.s3.Looked.Found;
import io.sluice.lambda.host.AllowedTypes;
import io.sluice.lambda.host.Environment;
import io.sluice.lambda.type.FileName;

/** What speaks against an object before its content is known. */
final class Admission {
  private static final long NO_LIMIT = Long.MAX_VALUE;

  private final long largest;
  private final AllowedTypes allowed;

  private Admission(long largest, AllowedTypes allowed) {
    this.largest = largest;
    this.allowed = allowed;
  }

  static Admission of(Environment environment) {
    long limit = environment.number("MAX_FILE_BYTES", 0);
    return new Admission(limit == 0 ? NO_LIMIT : limit, AllowedTypes.of(environment));
  }

  /** Why an object may not be ingested, for people; empty if it may. */
  String refusal(String key, Found object) {
    if (!object.unreadable().isEmpty()) {
      return object.unreadable();
    }
    if (object.size() == 0) {
      return "it is empty. If that is a mistake, send it again";
    }
    if (object.size() > largest) {
      return "it has "
          + object.size()
          + " bytes, more than the "
          + largest
          + " that are allowed here. Send it in parts, or raise the stack's parameter MaxFileBytes";
    }
    String type = FileName.of(key).type();
    return type.isEmpty() || allowed.allows(type)
        ? ""
        : "its name says that it is " + type + ". " + allowed.remedy();
  }
}
