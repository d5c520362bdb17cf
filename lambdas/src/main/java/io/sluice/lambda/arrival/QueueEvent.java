package io.sluice.lambda.arrival;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/**
 * What a queue gives a function: some messages.
 *
 * @param records each with an event of S3's as its body
 */
public record QueueEvent(@JsonProperty("Records") List<Message> records) {
  public QueueEvent {
    records = records == null ? List.of() : List.copyOf(records);
  }

  /** One message. */
  public record Message(@JsonProperty("messageId") String messageId, String body) {}
}
