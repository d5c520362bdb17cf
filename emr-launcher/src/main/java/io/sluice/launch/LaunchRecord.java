package io.sluice.launch;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What the lake knows of a launch, so that any process can go on with it. Written before anything
 * is submitted, and again whenever more is known.
 *
 * @param way by whose name it is submitted
 * @param environment of {@code sluice.yaml}
 * @param region empty: what the launching process's environment said
 * @param timeoutSeconds counted from {@link LaunchHandle#since}
 * @param ordered when
 * @param handle null while nothing is known to be submitted
 * @param end null while it is not known to be over
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record LaunchRecord(
    int version,
    String runId,
    String way,
    String environment,
    String region,
    String lake,
    List<Part> parts,
    long timeoutSeconds,
    Instant ordered,
    LaunchHandle handle,
    End end) {
  private static final int VERSION = 1;
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .addModule(
              new SimpleModule()
                  .addSerializer(Instant.class, ToStringSerializer.instance)
                  .addDeserializer(Instant.class, new InstantReader()))
          .build();

  /** One spec of the launch. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Part(String runId, String dataset, String spec, String outcome) {}

  /**
   * How it ended.
   *
   * @param phase {@link LaunchState.Phase}
   * @param exitCode as the command line returned it
   * @param cause the first real cause of a failure; empty if there is none
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record End(
      LaunchState.Phase phase,
      int exitCode,
      String cause,
      Usage usage,
      String link,
      List<String> logs,
      Instant at) {}

  private static final class InstantReader extends StdDeserializer<Instant> {
    private static final long serialVersionUID = 1;

    InstantReader() {
      super(Instant.class);
    }

    @Override
    public Instant deserialize(JsonParser parser, DeserializationContext context)
        throws IOException {
      return Instant.parse(parser.getText());
    }
  }

  /** That of an order that is about to be submitted. */
  static LaunchRecord of(LaunchOrder order, String way, Instant now) {
    return new LaunchRecord(
        VERSION,
        order.runId(),
        way,
        order.profile().name(),
        order.profile().place().region(),
        order.lake(),
        order.parts().stream()
            .map(part -> new Part(part.runId(), part.spec().dataset(), part.at(), part.outcome()))
            .toList(),
        order.timeout().toSeconds(),
        now,
        null,
        null);
  }

  /** The time-out. */
  public Duration timeout() {
    return Duration.ofSeconds(timeoutSeconds);
  }

  LaunchRecord with(LaunchHandle submitted) {
    return with(submitted, null);
  }

  LaunchRecord with(End ended) {
    return with(handle, ended);
  }

  private LaunchRecord with(LaunchHandle submitted, End ended) {
    return new LaunchRecord(
        version,
        runId,
        way,
        environment,
        region,
        lake,
        parts,
        timeoutSeconds,
        ordered,
        submitted,
        ended);
  }

  /** As JSON. */
  public String json() {
    try {
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * One that was written.
   *
   * @throws LaunchException if it is none
   */
  public static LaunchRecord parse(String json, String at) {
    try {
      return JSON.readValue(json, LaunchRecord.class);
    } catch (JsonProcessingException e) {
      throw new LaunchException(
          at + " is not a record of a launch: " + e.getOriginalMessage() + "; remove it", e);
    }
  }
}
