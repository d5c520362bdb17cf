package io.sluice.aws.dynamo;

import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Short ways to read and make attributes, and the size of an item. */
final class Items {
  /** A hard limit of DynamoDB, names and values counted. */
  static final int MAX_BYTES = 400 * 1024;

  private Items() {}

  static AttributeValue s(String text) {
    return AttributeValue.fromS(text);
  }

  static AttributeValue n(long number) {
    return AttributeValue.fromN(Long.toString(number));
  }

  static String text(Map<String, AttributeValue> item, String name) {
    return findText(item, name)
        .orElseThrow(() -> new IllegalStateException("The ledger's item lacks " + name));
  }

  static Optional<String> findText(Map<String, AttributeValue> item, String name) {
    return Optional.ofNullable(item.get(name)).map(AttributeValue::s);
  }

  static long number(Map<String, AttributeValue> item, String name) {
    return findNumber(item, name)
        .orElseThrow(() -> new IllegalStateException("The ledger's item lacks " + name));
  }

  static Optional<Long> findNumber(Map<String, AttributeValue> item, String name) {
    return Optional.ofNullable(item.get(name)).map(value -> Long.parseLong(value.n()));
  }

  /**
   * @throws IllegalArgumentException if DynamoDB would refuse the item for its size
   */
  static void requireFits(Map<String, AttributeValue> item) {
    long bytes = size(item);
    if (bytes > MAX_BYTES) {
      throw new IllegalArgumentException(
          "An item of the ledger has "
              + bytes
              + " bytes, more than DynamoDB takes: "
              + item.get(Keys.PK).s());
    }
  }

  /** The item's size as DynamoDB counts it, or slightly more. */
  static long size(Map<String, AttributeValue> item) {
    return item.entrySet().stream().mapToLong(e -> utf8(e.getKey()) + size(e.getValue())).sum();
  }

  private static long size(AttributeValue value) {
    return switch (value.type()) {
      case S -> utf8(value.s());
      case N -> 21;
      case L -> 3 + value.l().stream().mapToLong(element -> 1 + size(element)).sum();
      case M -> 3 + value.m().size() + size(value.m());
      default -> throw new IllegalStateException("The ledger writes no " + value.type());
    };
  }

  private static long utf8(String text) {
    return text.getBytes(java.nio.charset.StandardCharsets.UTF_8).length;
  }
}
