package io.sluice.aws.dynamo;

import static io.sluice.aws.dynamo.Items.s;

import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Which object belongs to an item, and what its content must be. */
record ObjectPointer(String key, String sha256) {
  AttributeValue attribute() {
    return AttributeValue.fromM(Map.of("object_key", s(key), "sha256", s(sha256)));
  }

  static Optional<ObjectPointer> of(Map<String, AttributeValue> item, String name) {
    return Optional.ofNullable(item.get(name))
        .map(AttributeValue::m)
        .map(m -> new ObjectPointer(Items.text(m, "object_key"), Items.text(m, "sha256")));
  }
}
