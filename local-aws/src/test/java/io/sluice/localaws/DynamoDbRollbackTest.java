package io.sluice.localaws;

import static io.sluice.localaws.DynamoDbTable.number;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.localaws.testing.LocalAwsForTests;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.dynamodb.model.ConditionCheck;
import software.amazon.awssdk.services.dynamodb.model.Delete;
import software.amazon.awssdk.services.dynamodb.model.PutRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/** Repair dynamodb_rollback: a failed transaction changes nothing, and none copies the table. */
@ExtendWith(LocalAwsForTests.class)
class DynamoDbRollbackTest {
  private final DynamoDbTable table = DynamoDbTable.create();

  @Test
  void aFailedTransactionChangesNothing() {
    table.put(1, "n", number(1));
    table.put(2, "n", number(2));
    TransactWriteItem delete =
        TransactWriteItem.builder()
            .delete(Delete.builder().tableName(table.name()).key(table.key(2)).build())
            .build();
    TransactWriteItem fails =
        TransactWriteItem.builder()
            .conditionCheck(
                ConditionCheck.builder()
                    .tableName(table.name())
                    .key(table.key(4))
                    .conditionExpression("attribute_exists(h)")
                    .build())
            .build();

    TransactionCanceledException cancelled =
        assertThrows(
            TransactionCanceledException.class,
            () ->
                Clients.dynamoDb()
                    .transactWriteItems(
                        b ->
                            b.transactItems(
                                table.adding(1, 5),
                                delete,
                                table.putting(3, "n", number(3)),
                                fails)));

    assertEquals("ConditionalCheckFailed", cancelled.cancellationReasons().get(3).code());
    assertEquals(number(1), table.get(1).get("n"));
    assertEquals(number(2), table.get(2).get("n"));
    assertEquals(Map.of(), table.get(3));
  }

  @Test
  void aTransactionInALargeTableIsNotMuchSlowerThanInASmallOne() throws Exception {
    DynamoDbTable large = DynamoDbTable.create();
    for (int first = 1000; first < 6000; first += 25) {
      List<WriteRequest> writes =
          IntStream.range(first, first + 25).mapToObj(r -> write(large, r)).toList();
      Clients.dynamoDb().batchWriteItem(b -> b.requestItems(Map.of(large.name(), writes)));
    }
    AtomicLong small = new AtomicLong(Long.MAX_VALUE);
    AtomicLong inLarge = new AtomicLong(Long.MAX_VALUE);
    // The quickest of ever more, since other work on the machine only slows down.
    Eventually.holds(
        () -> {
          for (int i = 0; i < 5; i++) {
            small.accumulateAndGet(nanos(table, i), Math::min);
            inLarge.accumulateAndGet(nanos(large, i), Math::min);
          }
          assertTrue(
              inLarge.get() < 15 * small.get(),
              () -> small + " ns, and with 5,000 items " + inLarge + " ns");
        });
  }

  private static WriteRequest write(DynamoDbTable table, int r) {
    return WriteRequest.builder()
        .putRequest(PutRequest.builder().item(table.item(r, "n", number(r))).build())
        .build();
  }

  private static long nanos(DynamoDbTable table, int row) {
    long start = System.nanoTime();
    Clients.dynamoDb().transactWriteItems(b -> b.transactItems(table.adding(row, 1)));
    return System.nanoTime() - start;
  }
}
