package io.sluice.aws.dynamo;

import io.sluice.aws.requests.Batches;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.TransactionConflictException;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/**
 * The requests that the ledger makes, within DynamoDB's limits. Single requests are tried again by
 * the client; what DynamoDB leaves over of a batch, and writes that met a transaction on the same
 * item, are tried again here, for a bounded time. Reads of items are consistent.
 */
final class DynamoTable {
  static final int TRANSACTION_ITEMS = 100;
  private static final int GET_ITEMS = 100;
  private static final int PUT_ITEMS = 25;

  private final DynamoDbClient client;
  private final String name;

  DynamoTable(DynamoDbClient client, String name) {
    this.client = client;
    this.name = name;
  }

  Optional<Map<String, AttributeValue>> find(Map<String, AttributeValue> key) {
    return Optional.of(client.getItem(b -> b.tableName(name).key(key).consistentRead(true)).item())
        .filter(item -> !item.isEmpty());
  }

  /** Items by their keys; keys without an item are passed over. */
  Map<Map<String, AttributeValue>, Map<String, AttributeValue>> find(
      Collection<Map<String, AttributeValue>> keys) {
    Map<Map<String, AttributeValue>, Map<String, AttributeValue>> found = new HashMap<>();
    for (List<Map<String, AttributeValue>> batch :
        Batches.of(keys.stream().distinct().toList(), GET_ITEMS)) {
      List<Map<String, AttributeValue>> left = batch;
      for (int attempt = 0; !left.isEmpty(); attempt++) {
        Pauses.before(attempt, "read a batch of items");
        KeysAndAttributes wanted =
            KeysAndAttributes.builder().keys(left).consistentRead(true).build();
        BatchGetItemResponse answer =
            client.batchGetItem(b -> b.requestItems(Map.of(name, wanted)));
        for (Map<String, AttributeValue> item : answer.responses().getOrDefault(name, List.of())) {
          found.put(Map.of(Keys.PK, item.get(Keys.PK), Keys.SK, item.get(Keys.SK)), item);
        }
        left =
            answer.unprocessedKeys().containsKey(name)
                ? answer.unprocessedKeys().get(name).keys()
                : List.of();
      }
    }
    return found;
  }

  /** All items of a partition key whose sort key begins with the text, in its order. */
  List<Map<String, AttributeValue>> beginning(String pk, String prefix) {
    return items(
        "pk = :pk AND begins_with(sk, :prefix)",
        Map.of(":pk", Items.s(pk), ":prefix", Items.s(prefix)));
  }

  /** Items of a partition key whose sort keys lie between two, these too, in their order. */
  List<Map<String, AttributeValue>> between(String pk, String first, String last) {
    return items(
        "pk = :pk AND sk BETWEEN :first AND :last",
        Map.of(":pk", Items.s(pk), ":first", Items.s(first), ":last", Items.s(last)));
  }

  /** Those of the table itself, read consistently. */
  private List<Map<String, AttributeValue>> items(
      String condition, Map<String, AttributeValue> values) {
    List<Map<String, AttributeValue>> items = new ArrayList<>();
    query(
            b ->
                b.consistentRead(true)
                    .keyConditionExpression(condition)
                    .expressionAttributeValues(values))
        .forEach(items::add);
    return items;
  }

  /** What a query of an index finds, page after page; an index lags by a moment. */
  Iterable<Map<String, AttributeValue>> query(Consumer<QueryRequest.Builder> query) {
    return client
        .queryPaginator(QueryRequest.builder().applyMutation(query).tableName(name).build())
        .items();
  }

  /** Puts items whose content does not depend on when they are put. */
  void putAll(List<Map<String, AttributeValue>> items) {
    items.forEach(Items::requireFits);
    List<WriteRequest> puts =
        items.stream()
            .distinct()
            .map(item -> WriteRequest.builder().putRequest(p -> p.item(item)).build())
            .toList();
    for (List<WriteRequest> batch : Batches.of(puts, PUT_ITEMS)) {
      List<WriteRequest> left = batch;
      for (int attempt = 0; !left.isEmpty(); attempt++) {
        Pauses.before(attempt, "write a batch of items");
        List<WriteRequest> now = left;
        left =
            client
                .batchWriteItem(b -> b.requestItems(Map.of(name, now)))
                .unprocessedItems()
                .getOrDefault(name, List.of());
      }
    }
  }

  /** The next number of a counter, from 1; numbers may be left out. */
  long next(Map<String, AttributeValue> key) {
    return Items.number(
        single(
            "count",
            () ->
                client
                    .updateItem(
                        b ->
                            b.tableName(name)
                                .key(key)
                                .updateExpression("ADD last_number :one")
                                .expressionAttributeValues(Map.of(":one", Items.n(1)))
                                .returnValues("UPDATED_NEW"))
                    .attributes()),
        "last_number");
  }

  /**
   * Puts a new item; false if there is one already that this call did not put. An item without a
   * token is not known again after a lost answer: then false says only that there is one.
   */
  boolean putNew(Map<String, AttributeValue> item) {
    Items.requireFits(item);
    Map<String, AttributeValue> key =
        Map.of(Keys.PK, item.get(Keys.PK), Keys.SK, item.get(Keys.SK));
    try {
      var unused =
          single(
              "write an item",
              () ->
                  client.putItem(
                      b ->
                          b.tableName(name)
                              .item(item)
                              .conditionExpression("attribute_not_exists(pk)")));
      return true;
    } catch (ConditionalCheckFailedException e) {
      AttributeValue token = item.get(Keys.TOKEN);
      return token != null && find(key).filter(present -> sameToken(present, token)).isPresent();
    }
  }

  /**
   * Makes one change; false if its condition is not met. A change that meets its own success after
   * a lost answer is known by its {@code :token}.
   */
  boolean change(Change change) {
    try {
      var unused =
          single(
              "change an item",
              () ->
                  client.updateItem(
                      b ->
                          b.tableName(name)
                              .key(change.key())
                              .updateExpression(change.update())
                              .conditionExpression(change.condition())
                              .expressionAttributeValues(change.values())));
      return true;
    } catch (ConditionalCheckFailedException e) {
      AttributeValue token = change.values().get(":token");
      return token != null && find(change.key()).filter(item -> sameToken(item, token)).isPresent();
    }
  }

  /** A write of one item, which DynamoDB refuses while a transaction has that item. */
  private static <T> T single(String what, Supplier<T> write) {
    for (int attempt = 0; ; attempt++) {
      Pauses.before(attempt, what);
      try {
        return write.get();
      } catch (TransactionConflictException e) {
        // Nothing was changed.
      }
    }
  }

  private static boolean sameToken(Map<String, AttributeValue> item, AttributeValue token) {
    return token != null && token.equals(item.get(Keys.TOKEN));
  }

  /** All or nothing; false if a condition is not met. */
  boolean transact(List<TransactWriteItem> items) {
    if (items.size() > TRANSACTION_ITEMS) {
      throw new IllegalArgumentException(items.size() + " items are too many for a transaction");
    }
    for (int attempt = 0; ; attempt++) {
      Pauses.before(attempt, "write in a transaction");
      try {
        client.transactWriteItems(b -> b.transactItems(items));
        return true;
      } catch (TransactionCanceledException e) {
        List<String> codes =
            e.cancellationReasons().stream().map(CancellationReason::code).toList();
        if (codes.contains("ConditionalCheckFailed")) {
          return false;
        }
        if (!(codes.contains("TransactionConflict")
            || codes.contains("ThrottlingError")
            || codes.contains("ProvisionedThroughputExceeded"))) {
          throw e;
        }
      }
    }
  }

  TransactWriteItem put(
      Map<String, AttributeValue> item, String condition, Map<String, AttributeValue> values) {
    Items.requireFits(item);
    return TransactWriteItem.builder()
        .put(
            b ->
                b.tableName(name)
                    .item(item)
                    .conditionExpression(condition)
                    .expressionAttributeValues(values.isEmpty() ? null : values))
        .build();
  }

  TransactWriteItem inTransaction(Change change) {
    return change.inTransaction(name);
  }
}
