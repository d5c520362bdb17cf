package io.sluice.localaws;

import static io.sluice.localaws.DynamoDbTable.bytes;
import static io.sluice.localaws.DynamoDbTable.number;
import static io.sluice.localaws.DynamoDbTable.text;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.localaws.testing.LocalAwsForTests;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.function.Executable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.PutRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/** Repairs dynamodb_item_size, dynamodb_batches and request_models. */
@ExtendWith(LocalAwsForTests.class)
class DynamoDbLimitsTest {
  /** 400 KB less the key (h, a, r and a number of two bytes) and the attribute's name. */
  private static final int LARGEST_VALUE = 400 * 1024 - 5 - 1;

  private final DynamoDbTable table = DynamoDbTable.create();

  @Test
  void anItemHolds400Kb() {
    table.put(1, "v", bytes(LARGEST_VALUE));
    assertEquals(bytes(LARGEST_VALUE), table.get(1).get("v"));
    refused("Item size has exceeded", () -> table.put(2, "v", bytes(LARGEST_VALUE + 1)));
    assertEquals(Map.of(), table.get(2));
  }

  @Test
  void anUpdateThatMakesAnItemTooLargeChangesNothing() {
    table.put(1, "v", text(300_000));
    refused("Item size to update has exceeded", () -> setOther(1, text(200_000)));
    refused("Item size to update has exceeded", () -> setOther(2, text(410_000)));
    assertEquals(table.item(1, "v", text(300_000)), table.get(1));
    assertEquals(Map.of(), table.get(2));
  }

  private void setOther(int r, AttributeValue value) {
    Clients.dynamoDb()
        .updateItem(
            b ->
                b.tableName(table.name())
                    .key(table.key(r))
                    .updateExpression("SET v2 = :v")
                    .expressionAttributeValues(Map.of(":v", value)));
  }

  @Test
  void inATransactionAnItemThatIsTooLargeIsAReason() {
    TransactionCanceledException cancelled =
        assertThrows(
            TransactionCanceledException.class,
            () -> transact(table.adding(1, 1), table.putting(2, "v", text(410_000))));
    assertEquals("ValidationError", cancelled.cancellationReasons().get(1).code());
    assertEquals(Map.of(), table.get(1));
  }

  @Test
  void aTransactionHolds100ItemsAnd4Mb() {
    transact(puts(100, number(1)));
    refused("less than or equal to 100", () -> transact(puts(101, number(1))));
    transact(puts(10, text(400_000)));
    refused("4 MB", () -> transact(puts(11, text(400_000))));
  }

  private TransactWriteItem[] puts(int count, AttributeValue value) {
    return IntStream.range(0, count)
        .mapToObj(r -> table.putting(r, "v", value))
        .toArray(TransactWriteItem[]::new);
  }

  private static void transact(TransactWriteItem... items) {
    Clients.dynamoDb().transactWriteItems(b -> b.transactItems(items));
  }

  @Test
  void aBatchHolds25WritesAnd100ReadsOfAllTables() {
    DynamoDbTable other = DynamoDbTable.create();
    write(Map.of(table.name(), writes(0, 12), other.name(), writes(12, 25)));
    refused(
        "Too many items",
        () -> write(Map.of(table.name(), writes(0, 13), other.name(), writes(13, 26))));
    refused("less than or equal to 25", () -> write(Map.of(table.name(), writes(0, 26))));
    read(Map.of(table.name(), keys(50), other.name(), keys(50)));
    refused("Too many items", () -> read(Map.of(table.name(), keys(51), other.name(), keys(50))));
  }

  private List<WriteRequest> writes(int first, int last) {
    return IntStream.range(first, last)
        .mapToObj(r -> PutRequest.builder().item(table.item(r, "v", number(r))).build())
        .map(put -> WriteRequest.builder().putRequest(put).build())
        .toList();
  }

  private KeysAndAttributes keys(int count) {
    return KeysAndAttributes.builder()
        .keys(IntStream.range(0, count).mapToObj(table::key).toList())
        .build();
  }

  private static void write(Map<String, List<WriteRequest>> requests) {
    Clients.dynamoDb().batchWriteItem(b -> b.requestItems(requests));
  }

  private static void read(Map<String, KeysAndAttributes> requests) {
    Clients.dynamoDb().batchGetItem(b -> b.requestItems(requests));
  }

  private static void refused(String because, Executable request) {
    DynamoDbException e = assertThrows(DynamoDbException.class, request);
    assertEquals("ValidationException", e.awsErrorDetails().errorCode());
    assertTrue(e.getMessage().contains(because), e.getMessage());
  }
}
