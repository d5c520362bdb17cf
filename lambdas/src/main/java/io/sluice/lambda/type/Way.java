package io.sluice.lambda.type;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.sluice.lambda.host.Environment;

/** How files are processed. */
public enum Way {
  /** By the Glue job. */
  @JsonProperty("glue")
  GLUE,
  /** Small enough for a function. */
  @JsonProperty("small")
  SMALL,
  /** Not at all: there is nothing that can be taken. */
  @JsonProperty("refuse")
  REFUSE;

  /**
   * @param count files that can be taken
   * @param bytes of those files
   * @param small up to how many bytes a function processes
   */
  public static Way of(long count, long bytes, long small) {
    if (count == 0) {
      return REFUSE;
    }
    return bytes <= small ? SMALL : GLUE;
  }

  /** Up to how many bytes in all a function processes: {@code SMALL_MAX_BYTES}. */
  public static long smallBytes(Environment environment) {
    return environment.number("SMALL_MAX_BYTES", 16L << 20);
  }
}
