package io.sluice.lambda.type;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/** How files are processed. */
public enum Way {
  /** By the Glue job. */
  @JsonProperty("glue")
  GLUE,
  /** Small enough for a function. */
  @JsonProperty("small")
  SMALL,
  /** So large that EMR Serverless takes them. */
  @JsonProperty("large")
  LARGE,
  /** Not at all: there is nothing that can be taken. */
  @JsonProperty("refuse")
  REFUSE;

  /**
   * @param taken files that can be taken
   */
  public static Way of(List<FileType> taken, Sizes sizes) {
    if (taken.isEmpty()) {
      return REFUSE;
    }
    if (Effort.of(taken, sizes.smallCores()) <= sizes.smallBytes()) {
      return SMALL;
    }
    long bytes = taken.stream().mapToLong(FileType::size).sum();
    return sizes.largeBytes() > 0 && bytes >= sizes.largeBytes() ? LARGE : GLUE;
  }
}
