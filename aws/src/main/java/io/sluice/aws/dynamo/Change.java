package io.sluice.aws.dynamo;

import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/**
 * One conditional step on one item.
 *
 * @param update an update expression; empty for a mere check
 * @param condition always there: nothing is changed blindly
 * @param values what the expressions' {@code :names} stand for
 */
record Change(
    Map<String, AttributeValue> key,
    String update,
    String condition,
    Map<String, AttributeValue> values) {

  static Change check(
      Map<String, AttributeValue> key, String condition, Map<String, AttributeValue> values) {
    return new Change(key, "", condition, values);
  }

  /** The same step under one more condition. */
  Change and(String more, Map<String, AttributeValue> moreValues) {
    Map<String, AttributeValue> all = new HashMap<>(values);
    all.putAll(moreValues);
    return new Change(key, update, "(" + condition + ") AND (" + more + ")", all);
  }

  TransactWriteItem inTransaction(String table) {
    return update.isEmpty()
        ? TransactWriteItem.builder()
            .conditionCheck(
                b ->
                    b.tableName(table)
                        .key(key)
                        .conditionExpression(condition)
                        .expressionAttributeValues(values.isEmpty() ? null : values))
            .build()
        : TransactWriteItem.builder()
            .update(
                b ->
                    b.tableName(table)
                        .key(key)
                        .updateExpression(update)
                        .conditionExpression(condition)
                        .expressionAttributeValues(values.isEmpty() ? null : values))
            .build();
  }
}
