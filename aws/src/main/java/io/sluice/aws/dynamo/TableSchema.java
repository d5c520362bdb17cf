package io.sluice.aws.dynamo;

import static io.sluice.aws.dynamo.Items.n;
import static io.sluice.aws.dynamo.Items.s;

import io.sluice.spec.lake.LakeLocation;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndexDescription;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.Projection;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;
import software.amazon.awssdk.services.dynamodb.model.ResourceInUseException;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/** Makes a ledger's table, and tells whether a table is this lake's ledger. */
final class TableSchema {
  private static final long VERSION = 1;
  private static final Map<String, AttributeValue> META = Keys.lake("META");

  private TableSchema() {}

  /** Makes the table if there is none, and waits until it can be used. */
  static void create(DynamoDbClient client, String name, LakeLocation lake) {
    try {
      client.createTable(
          b ->
              b.tableName(name)
                  .billingMode(BillingMode.PAY_PER_REQUEST)
                  // Nothing else knows what was ingested.
                  .deletionProtectionEnabled(true)
                  .keySchema(schema(Keys.PK, Keys.SK))
                  .attributeDefinitions(
                      attribute(Keys.PK, ScalarAttributeType.S),
                      attribute(Keys.SK, ScalarAttributeType.S),
                      attribute(Keys.ALL_RUNS, ScalarAttributeType.S),
                      attribute(Keys.RUN_ID, ScalarAttributeType.S),
                      attribute(Keys.RUN_NUMBER, ScalarAttributeType.N),
                      attribute(Keys.DATASET, ScalarAttributeType.S),
                      attribute(Keys.TABLE, ScalarAttributeType.S),
                      attribute(Keys.PENDING_WORK, ScalarAttributeType.S),
                      attribute(Keys.PENDING_ORDER, ScalarAttributeType.N))
                  .globalSecondaryIndexes(
                      index(Keys.BY_NUMBER, Keys.ALL_RUNS, Keys.RUN_NUMBER),
                      index(Keys.BY_ID, Keys.ALL_RUNS, Keys.RUN_ID).toBuilder()
                          .projection(
                              Projection.builder()
                                  .projectionType(ProjectionType.INCLUDE)
                                  .nonKeyAttributes(Keys.RUN_NUMBER)
                                  .build())
                          .build(),
                      index(Keys.BY_DATASET, Keys.DATASET, Keys.RUN_NUMBER),
                      index(Keys.BY_TABLE, Keys.TABLE, Keys.RUN_NUMBER),
                      index(Keys.BY_PENDING_WORK, Keys.PENDING_WORK, Keys.PENDING_ORDER)));
    } catch (ResourceInUseException e) {
      // It is there already, or somebody else is making it.
    }
    client
        .waiter()
        .waitUntilTableExists(
            b -> b.tableName(name), w -> w.waitTimeout(Duration.ofMinutes(5)).maxAttempts(150));
    if (!isLedger(client, name)) {
      throw noLedger(name);
    }
    Map<String, AttributeValue> meta = new HashMap<>(META);
    meta.put("schema_version", n(VERSION));
    meta.put("lake_root", s(lake.root()));
    var unused = new DynamoTable(client, name).putNew(meta);
    require(client, name, lake);
  }

  private static IllegalArgumentException noLedger(String name) {
    return new IllegalArgumentException(
        "The DynamoDB table " + name + " is not a ledger of Sluice. Name another one");
  }

  /** Whether the table has the ledger's indexes, which no other table is likely to have. */
  private static boolean isLedger(DynamoDbClient client, String name) {
    Set<String> indexes =
        client.describeTable(b -> b.tableName(name)).table().globalSecondaryIndexes().stream()
            .map(GlobalSecondaryIndexDescription::indexName)
            .collect(Collectors.toSet());
    return indexes.containsAll(
        List.of(Keys.BY_NUMBER, Keys.BY_ID, Keys.BY_DATASET, Keys.BY_TABLE, Keys.BY_PENDING_WORK));
  }

  /** Whether nothing was ever written: whoever made the table ended before its first item. */
  private static boolean isUnfinished(DynamoDbClient client, String name) {
    return isLedger(client, name)
        && client.scan(b -> b.tableName(name).limit(1).consistentRead(true)).count() == 0;
  }

  /**
   * False if there is no such table, or whoever was making it did not end.
   *
   * @throws IllegalArgumentException if it is no ledger, another lake's, or a newer version's
   */
  static boolean require(DynamoDbClient client, String name, LakeLocation lake) {
    Optional<Map<String, AttributeValue>> found;
    try {
      found = new DynamoTable(client, name).find(META);
    } catch (ResourceNotFoundException e) {
      return false;
    } catch (DynamoDbException e) {
      // Its keys have other names.
      throw e.awsErrorDetails() != null
              && "ValidationException".equals(e.awsErrorDetails().errorCode())
          ? noLedger(name)
          : e;
    }
    if (found.isEmpty() && isUnfinished(client, name)) {
      return false;
    }
    Map<String, AttributeValue> meta = found.orElseThrow(() -> noLedger(name));
    long version = Items.number(meta, "schema_version");
    if (version > VERSION) {
      throw new IllegalArgumentException(
          "The DynamoDB table "
              + name
              + " was written by a newer version of Sluice (its schema is "
              + version
              + ", this one knows "
              + VERSION
              + "). Use that version or a newer one");
    }
    String root = Items.text(meta, "lake_root");
    if (!root.equals(lake.root())) {
      throw new IllegalArgumentException(
          "The DynamoDB table "
              + name
              + " is the ledger of the lake "
              + root
              + ", not of "
              + lake.root()
              + ". Every lake needs a table of its own");
    }
    return true;
  }

  private static AttributeDefinition attribute(String name, ScalarAttributeType type) {
    return AttributeDefinition.builder().attributeName(name).attributeType(type).build();
  }

  private static List<KeySchemaElement> schema(String hash, String range) {
    return List.of(
        KeySchemaElement.builder().attributeName(hash).keyType(KeyType.HASH).build(),
        KeySchemaElement.builder().attributeName(range).keyType(KeyType.RANGE).build());
  }

  private static GlobalSecondaryIndex index(String name, String hash, String range) {
    return GlobalSecondaryIndex.builder()
        .indexName(name)
        .keySchema(schema(hash, range))
        .projection(Projection.builder().projectionType(ProjectionType.KEYS_ONLY).build())
        .build();
  }
}
