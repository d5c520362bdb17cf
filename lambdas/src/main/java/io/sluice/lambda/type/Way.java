package io.sluice.lambda.type;

import com.fasterxml.jackson.annotation.JsonProperty;

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
  REFUSE
}
