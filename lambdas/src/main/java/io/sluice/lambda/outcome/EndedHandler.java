package io.sluice.lambda.outcome;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.aws.AwsClients;
import io.sluice.aws.AwsSettings;
import io.sluice.aws.arrival.Batch;
import io.sluice.aws.arrival.ExecutionNames;
import io.sluice.lambda.host.Environment;
import io.sluice.lambda.host.FlowLake;
import io.sluice.lambda.host.Json;
import io.sluice.lambda.host.JsonHandler;
import io.sluice.lambda.host.Log;
import io.sluice.lambda.lists.BatchPlace;
import java.io.IOException;
import java.time.Clock;
import java.util.Map;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.MessageAttributeValue;

/**
 * Tells of executions that were stopped or ran out of time, which no state of theirs can: closes
 * their batch, so that no file joins what nobody will ingest, marks it over, and sends its message.
 * A batch that is over already is left alone. The job's run is stopped by Step Functions itself.
 */
public final class EndedHandler extends JsonHandler<JsonNode, EndedHandler.Told> {
  private final FlowLake lake;
  private final Environment environment;
  private final OutcomeHandler outcomes;
  private SnsClient client;

  /** For Lambda. */
  public EndedHandler() {
    this(Environment.ofProcess(), Clock.systemUTC());
  }

  EndedHandler(Environment environment, Clock clock) {
    super(JsonNode.class);
    this.lake = new FlowLake(environment);
    this.environment = environment;
    this.outcomes = new OutcomeHandler(environment, clock);
  }

  /**
   * What it did.
   *
   * @param told whether a message was sent
   */
  public record Told(String outcome, boolean told) {}

  @Override
  protected Told answer(JsonNode given, Log log) throws IOException {
    JsonNode detail = given.path("detail");
    String status = detail.path("status").asText();
    if (!status.equals("ABORTED") && !status.equals("TIMED_OUT")) {
      log.info("skipped: the execution's status is " + status);
      return new Told("", false);
    }
    JsonNode input = Json.tree(detail.path("input").asText());
    String dataset = input.path("dataset").asText();
    String name = input.path("batch").asText();
    Batch batch = lake.inbox().close(dataset, Batch.number(name));
    if (batch.state() == Batch.State.OVER) {
      return new Told(batch.outcome(), false);
    }
    OutcomeRequest request =
        new OutcomeRequest(
            dataset,
            name,
            ExecutionNames.run(dataset, name),
            detail.path("executionArn").asText(),
            new BatchPlace(lake, dataset, name).outcome(),
            null,
            new OutcomeRequest.Caught(
                "the execution " + (status.equals("ABORTED") ? "was stopped" : "ran out of time"),
                ""),
            true);
    // Told before it is written down: who dies between tells it twice, and never not at all.
    OutcomeAnswer answer = outcomes.found(request);
    tell(answer);
    outcomes.over(request, answer.outcome());
    outcomes.about(request, log).warn(request.caught());
    return new Told(answer.outcome(), true);
  }

  private void tell(OutcomeAnswer answer) {
    var unused =
        client()
            .publish(
                request ->
                    request
                        .topicArn(environment.required("TOPIC_ARN"))
                        .subject(answer.subject())
                        .message(answer.message())
                        .messageAttributes(
                            Map.of(
                                "dataset", text(answer.dataset()),
                                "outcome", text(answer.outcome()),
                                "severity", text(answer.severity()))));
  }

  private static MessageAttributeValue text(String value) {
    return MessageAttributeValue.builder().dataType("String").stringValue(value).build();
  }

  private synchronized SnsClient client() {
    if (client == null) {
      client = AwsClients.configured(SnsClient.builder(), AwsSettings.OF_ENVIRONMENT).build();
    }
    return client;
  }
}
