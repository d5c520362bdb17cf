package io.sluice.spec;

import io.sluice.spec.SpecNode.Mapping;
import java.util.Map;

/** What was read from one mapping. */
final class Fields {
  private final Mapping mapping;
  private final Place place;
  private final Map<String, Object> values;

  Fields(Mapping mapping, Place place, Map<String, Object> values) {
    this.mapping = mapping;
    this.place = place;
    this.values = values;
  }

  /** The key's value or its fallback. */
  @SuppressWarnings("unchecked") // the value was put under this key by the key's own shape
  <T> T get(Key<T> key) {
    Object value = values.get(key.name());
    return value == null ? key.fallback() : (T) value;
  }

  /** Whether the key stands in the file, with a value that could be read. */
  boolean has(Key<?> key) {
    return values.containsKey(key.name());
  }

  /** Whether the key stands in the file, readable or not. */
  boolean given(Key<?> key) {
    return mapping.value(key.name()).isPresent();
  }

  SpecNode node(Key<?> key) {
    return mapping.value(key.name()).orElse(mapping);
  }

  Place place(Key<?> key) {
    return place.key(key.name());
  }

  Place place() {
    return place;
  }

  Mapping mapping() {
    return mapping;
  }

  /** Notes a problem with the key's value; the message continues the key's path. */
  void problem(Key<?> key, String message, String hint) {
    Place at = place(key);
    at.problem(node(key), at.words() + " " + message, hint);
  }
}
