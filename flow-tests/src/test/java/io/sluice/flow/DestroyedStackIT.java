package io.sluice.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.sluice.aws.AwsClients;
import io.sluice.aws.AwsSettings;
import io.sluice.localaws.testing.LocalAwsForTests;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.Role;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.sns.SnsClient;

/** Deployed again, nothing changes; destroyed, data is left and nothing else. */
@ExtendWith(LocalAwsForTests.OfItsOwn.class)
@Order(Integer.MAX_VALUE)
class DestroyedStackIT {
  @Test
  void dataStaysAndNothingElse() {
    Flow flow = Flow.flow();
    flow.spec(
        "kept",
        "dataset: kept\nsource: {path: \"%s/*.csv\", format: csv}\ntarget: {database: flow, table: kept}\n"
            .formatted(flow.landing("kept")));
    flow.land("kept", "a.csv", RequestBody.fromString("id,name\n1,a\n"));
    CommandLineForTests.run(
        "ingest", "--lake", flow.lake(), flow.lake() + "/_sluice/specs/kept.yml");
    assertFalse(flow.deploy("flow", Map.of()).changed());

    Map<String, String> kept = flow.destroy("flow");
    assertEquals(List.of("Database", "Lake", "Landing", "Ledger"), List.copyOf(kept.keySet()));
    flow.s3().headBucket(b -> b.bucket(kept.get("Landing")));
    AwsClients.dynamo(AwsSettings.OF_ENVIRONMENT)
        .describeTable(b -> b.tableName(kept.get("Ledger")));
    assertEquals(
        List.of("id,name", "1,a"),
        CommandLineForTests.query(flow.lake(), "SELECT id, name FROM flow.kept"));
    assertEquals(List.of(), left(flow));
  }

  /** What bears the stack's name and holds no data. */
  private static List<String> left(Flow flow) {
    TreeSet<String> left = new TreeSet<>();
    try (LambdaClient lambda = Flow.client(LambdaClient.builder());
        IamClient iam = Flow.client(IamClient.builder());
        SnsClient sns = Flow.client(SnsClient.builder());
        EventBridgeClient events = Flow.client(EventBridgeClient.builder());
        CloudWatchClient alarms = Flow.client(CloudWatchClient.builder())) {
      Stream.of(
              lambda.listFunctionsPaginator().functions().stream().map(f -> f.functionArn()),
              lambda.listEventSourceMappingsPaginator().eventSourceMappings().stream()
                  .map(m -> m.eventSourceArn()),
              iam.listRolesPaginator().roles().stream().map(Role::arn),
              sns.listTopicsPaginator().topics().stream().map(t -> t.topicArn()),
              events.listRules(b -> {}).rules().stream().map(r -> r.arn()),
              alarms.describeAlarmsPaginator().metricAlarms().stream().map(a -> a.alarmArn()),
              flow.sfn().listStateMachinesPaginator().stateMachines().stream()
                  .map(m -> m.stateMachineArn()),
              flow.sqs().listQueuesPaginator().queueUrls().stream(),
              AwsClients.glue(AwsSettings.OF_ENVIRONMENT).listJobs(b -> {}).jobNames().stream(),
              flow.s3().listBuckets().buckets().stream()
                  .map(b -> b.name())
                  .filter(name -> name.contains("artifacts")))
          .flatMap(names -> names)
          .filter(name -> name.contains("flow-"))
          .forEach(left::add);
    }
    return List.copyOf(left);
  }
}
