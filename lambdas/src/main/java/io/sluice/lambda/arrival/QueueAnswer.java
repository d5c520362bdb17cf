package io.sluice.lambda.arrival;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/** The messages that are to come again; all others are done. */
public record QueueAnswer(@JsonProperty("batchItemFailures") List<Failure> batchItemFailures) {

  /** One of them. */
  public record Failure(@JsonProperty("itemIdentifier") String itemIdentifier) {}
}
