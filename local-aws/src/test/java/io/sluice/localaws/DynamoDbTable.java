package io.sluice.localaws;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.Update;

/** A table of one test: partition key {@code h}, sort key {@code r}. */
record DynamoDbTable(String name) {
  static DynamoDbTable create() {
    String name = "t-" + UUID.randomUUID();
    Clients.dynamoDb()
        .createTable(
            b ->
                b.tableName(name)
                    .keySchema(List.of(key("h", KeyType.HASH), key("r", KeyType.RANGE)))
                    .attributeDefinitions(
                        List.of(
                            attribute("h", ScalarAttributeType.S),
                            attribute("r", ScalarAttributeType.N)))
                    .billingMode(BillingMode.PAY_PER_REQUEST));
    return new DynamoDbTable(name);
  }

  private static KeySchemaElement key(String name, KeyType type) {
    return KeySchemaElement.builder().attributeName(name).keyType(type).build();
  }

  private static AttributeDefinition attribute(String name, ScalarAttributeType type) {
    return AttributeDefinition.builder().attributeName(name).attributeType(type).build();
  }

  Map<String, AttributeValue> key(int r) {
    return Map.of("h", AttributeValue.fromS("a"), "r", number(r));
  }

  Map<String, AttributeValue> item(int r, String attribute, AttributeValue value) {
    Map<String, AttributeValue> item = new HashMap<>(key(r));
    item.put(attribute, value);
    return item;
  }

  void put(int r, String attribute, AttributeValue value) {
    Clients.dynamoDb().putItem(b -> b.tableName(name).item(item(r, attribute, value)));
  }

  Map<String, AttributeValue> get(int r) {
    return Clients.dynamoDb()
        .getItem(b -> b.tableName(name).key(key(r)).consistentRead(true))
        .item();
  }

  TransactWriteItem putting(int r, String attribute, AttributeValue value) {
    return TransactWriteItem.builder()
        .put(Put.builder().tableName(name).item(item(r, attribute, value)).build())
        .build();
  }

  TransactWriteItem adding(int r, int amount) {
    return TransactWriteItem.builder()
        .update(
            Update.builder()
                .tableName(name)
                .key(key(r))
                .updateExpression("ADD n :amount")
                .expressionAttributeValues(Map.of(":amount", number(amount)))
                .build())
        .build();
  }

  static AttributeValue number(int value) {
    return AttributeValue.fromN(Integer.toString(value));
  }

  static AttributeValue bytes(int length) {
    return AttributeValue.fromB(SdkBytes.fromByteArray(new byte[length]));
  }

  static AttributeValue text(int length) {
    return AttributeValue.fromS("x".repeat(length));
  }
}
