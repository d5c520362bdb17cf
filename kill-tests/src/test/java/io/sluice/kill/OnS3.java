package io.sluice.kill;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sluice.aws.AwsClients;
import io.sluice.aws.AwsSettings;
import io.sluice.aws.lake.LakeMaker;
import io.sluice.localaws.testing.EmulatedEnvironment;
import io.sluice.spec.lake.LakeLocation;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.glue.model.EntityNotFoundException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.MultipartUpload;

/**
 * A lake on the emulated S3, with its ledger in DynamoDB and its tables in the Glue Data Catalog.
 */
record OnS3(String bucket) implements Place {
  /** Makes the bucket and the lake; what another one left in the catalog of the emulator goes. */
  OnS3 make(CommandLine commands) {
    try {
      var unused =
          AwsClients.glue(AwsSettings.OF_ENVIRONMENT)
              .deleteTable(b -> b.databaseName("kill").name("t"));
    } catch (EntityNotFoundException e) {
      // There was no other.
    }
    s3().createBucket(b -> b.bucket(bucket));
    assertEquals(0, commands.run("init", "--lake", lake()).code());
    return this;
  }

  private static S3Client s3() {
    return AwsClients.s3(AwsSettings.OF_ENVIRONMENT);
  }

  @Override
  public String lake() {
    return "s3://" + bucket + "/lake";
  }

  @Override
  public String source() {
    return "s3://" + bucket + "/in/";
  }

  @Override
  public void send(String name, String text) {
    s3().putObject(b -> b.bucket(bucket).key("in/" + name), RequestBody.fromString(text));
  }

  @Override
  public List<String> files() {
    return s3()
        .listObjectsV2Paginator(b -> b.bucket(bucket).prefix("lake/kill/"))
        .contents()
        .stream()
        .map(object -> "s3://" + bucket + "/" + object.key())
        .toList();
  }

  @Override
  public List<String> pending() {
    return s3().listMultipartUploadsPaginator(b -> b.bucket(bucket)).uploads().stream()
        .map(MultipartUpload::key)
        .toList();
  }

  @Override
  public List<String> options() {
    return EmulatedEnvironment.javaOptions();
  }

  /** As if they had lasted their time without a sign of life: those who hold them are dead. */
  @Override
  public void letLeasesRunOut() {
    DynamoDbClient dynamo = AwsClients.dynamo(AwsSettings.OF_ENVIRONMENT);
    String ledger = LakeMaker.ledgerTable(new LakeLocation(lake()));
    String held = "attribute_exists(lease_holder)";
    dynamo
        .scanPaginator(r -> r.tableName(ledger).consistentRead(true).filterExpression(held))
        .items()
        .forEach(
            item ->
                dynamo.updateItem(
                    r ->
                        r.tableName(ledger)
                            .key(Map.of("pk", item.get("pk"), "sk", item.get("sk")))
                            .updateExpression("SET lease_millis = :one")
                            .conditionExpression(held)
                            .expressionAttributeValues(Map.of(":one", AttributeValue.fromN("1")))));
  }
}
