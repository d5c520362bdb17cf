package io.sluice.localaws;

import static io.sluice.localaws.DynamoDbTable.number;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sluice.localaws.testing.LocalAwsForTests;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.Update;

/** Repair dynamodb_lock: of eight writers one wins, in each of fifty rounds. */
@ExtendWith(LocalAwsForTests.class)
class DynamoDbRaceTest {
  private static final int ROUNDS = 50;

  private final DynamoDbTable table = DynamoDbTable.create();

  @Test
  void oneConditionalUpdateWins() throws Exception {
    table.put(0, "n", number(0));
    for (int i = 0; i < ROUNDS; i++) {
      int round = i;
      int winners =
          Race.winners(
              writer -> {
                try {
                  Clients.dynamoDb()
                      .updateItem(
                          b ->
                              b.tableName(table.name())
                                  .key(table.key(0))
                                  .updateExpression("SET n = :next, writer = :writer")
                                  .conditionExpression("n = :expected")
                                  .expressionAttributeValues(
                                      Map.of(
                                          ":expected", number(round),
                                          ":next", number(round + 1),
                                          ":writer", number(writer))));
                  return true;
                } catch (ConditionalCheckFailedException lost) {
                  return false;
                }
              });
      assertEquals(1, winners, "round " + round);
    }
  }

  @Test
  void oneTransactionWinsAndNoneIsTorn() throws Exception {
    table.put(1, "n", number(0));
    table.put(2, "n", number(0));
    for (int i = 0; i < ROUNDS; i++) {
      int round = i;
      int winners =
          Race.winners(
              writer -> {
                try {
                  Clients.dynamoDb()
                      .transactWriteItems(
                          b -> b.transactItems(next(1, round, writer), next(2, round, writer)));
                  return true;
                } catch (TransactionCanceledException lost) {
                  return false;
                }
              });
      assertEquals(1, winners, "round " + round);
      assertEquals(number(round + 1), table.get(1).get("n"), "round " + round);
      assertEquals(table.get(1).get("writer"), table.get(2).get("writer"), "torn " + round);
    }
  }

  private TransactWriteItem next(int r, int expected, int writer) {
    return TransactWriteItem.builder()
        .update(
            Update.builder()
                .tableName(table.name())
                .key(table.key(r))
                .updateExpression("SET n = :next, writer = :writer")
                .conditionExpression("n = :expected")
                .expressionAttributeValues(
                    Map.of(
                        ":expected", number(expected),
                        ":next", number(expected + 1),
                        ":writer", number(writer)))
                .build())
        .build();
  }
}
