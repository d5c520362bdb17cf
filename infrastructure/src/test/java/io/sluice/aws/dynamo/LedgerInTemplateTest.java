package io.sluice.aws.dynamo;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sluice.aws.AwsClients;
import io.sluice.aws.AwsSettings;
import io.sluice.aws.S3Settings;
import io.sluice.localaws.LocalAws;
import io.sluice.localaws.testing.LocalAwsForTests;
import io.sluice.spec.lake.LakeLocation;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.StackStatus;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;

/** The template's ledger table is the one that 'sluice init' makes. */
@ExtendWith(LocalAwsForTests.class)
class LedgerInTemplateTest {
  @Test
  void bothMakeTheSameTable() throws Exception {
    LocalAws aws = LocalAwsForTests.aws();
    System.setProperty("aws.accessKeyId", aws.accessKey());
    System.setProperty("aws.secretAccessKey", aws.secretKey());
    AwsSettings settings =
        new AwsSettings(aws.region(), aws.endpoint().toString(), S3Settings.DEFAULT);
    DynamoDbClient dynamo = AwsClients.dynamo(settings);
    TableSchema.create(dynamo, "by-init", new LakeLocation("s3://bucket/lake"));
    String template = ledgerOnly();
    try (CloudFormationClient client =
        AwsClients.configured(CloudFormationClient.builder(), settings).build()) {
      client.createStack(b -> b.stackName("ledger").templateBody(template));
      while (client.describeStacks(b -> b.stackName("ledger")).stacks().get(0).stackStatus()
          == StackStatus.CREATE_IN_PROGRESS) {
        Thread.sleep(100);
      }
      String name =
          client
              .describeStackResources(b -> b.stackName("ledger"))
              .stackResources()
              .get(0)
              .physicalResourceId();
      assertEquals(
          described(dynamo.describeTable(b -> b.tableName("by-init")).table()),
          described(dynamo.describeTable(b -> b.tableName(name)).table()));
    }
  }

  private static List<Object> described(TableDescription table) {
    return List.of(
        table.keySchema(),
        table.billingModeSummary().billingMode(),
        table.attributeDefinitions().stream()
            .sorted(Comparator.comparing(AttributeDefinition::attributeName))
            .toList(),
        table.globalSecondaryIndexes().stream()
            .collect(
                Collectors.toMap(
                    index -> index.indexName(),
                    index -> index.keySchema() + " " + index.projection())));
  }

  /** The table as the template has it, without the condition on a key. */
  private static String ledgerOnly() throws IOException {
    try (InputStream in =
        LedgerInTemplateTest.class.getResourceAsStream("/io/sluice/deploy/template.yaml")) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      String ledger = text.substring(text.indexOf("  Ledger:\n"), text.indexOf("  Database:\n"));
      return "Resources:\n" + ledger.replaceAll("      SSESpecification: .*\n", "");
    }
  }
}
