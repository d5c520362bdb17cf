package io.sluice.localaws;

import static io.sluice.localaws.DynamoDbTable.number;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.sluice.localaws.testing.LocalAwsForTests;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.IdempotentParameterMismatchException;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/** Repair dynamodb_tokens. */
@ExtendWith(LocalAwsForTests.class)
class DynamoDbTokensTest {
  private final DynamoDbTable table = DynamoDbTable.create();
  private final String token = UUID.randomUUID().toString();

  @Test
  void aRepeatedTransactionIsAppliedOnce() {
    transact(table.adding(1, 1));
    transact(table.adding(1, 1));
    assertEquals(number(1), table.get(1).get("n"));
    assertThrows(IdempotentParameterMismatchException.class, () -> transact(table.adding(1, 2)));
    assertEquals(number(1), table.get(1).get("n"));
  }

  @Test
  void aTransactionThatFailedMayBeTriedAgain() {
    table.put(1, "n", AttributeValue.fromS("in the way"));
    TransactWriteItem create =
        TransactWriteItem.builder()
            .put(
                Put.builder()
                    .tableName(table.name())
                    .item(table.key(1))
                    .conditionExpression("attribute_not_exists(h)")
                    .build())
            .build();
    assertThrows(TransactionCanceledException.class, () -> transact(create));
    Clients.dynamoDb().deleteItem(b -> b.tableName(table.name()).key(table.key(1)));
    transact(create);
    assertEquals(table.key(1), table.get(1));
  }

  private void transact(TransactWriteItem... items) {
    Clients.dynamoDb().transactWriteItems(b -> b.transactItems(items).clientRequestToken(token));
  }
}
