package io.sluice.spec;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.spec.SpecNode.Entry;
import io.sluice.spec.SpecNode.Mapping;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A mapping of exactly one key, which says what the value is: {@code {filter: "a > 1"}}. */
final class VariantShape<T> extends Shape<T> {
  private final String words;
  private final Map<String, Case<? extends T>> cases = new LinkedHashMap<>();

  /** One of the keys. */
  record Case<T>(String name, Shape<T> shape, String meaning) {}

  VariantShape(String words, List<Case<? extends T>> cases) {
    this.words = words;
    for (Case<? extends T> each : cases) {
      this.cases.put(each.name(), each);
    }
  }

  @Override
  Optional<T> read(SpecNode node, Place place) {
    String known = String.join(", ", cases.keySet());
    if (!(node instanceof Mapping mapping) || mapping.entries().isEmpty()) {
      place.problem(
          node,
          place.words() + " must be a " + words + " with one key, but is " + node.words(),
          "the keys are " + known);
      return Optional.empty();
    }
    if (mapping.entries().size() > 1) {
      place.problem(
          mapping.entries().get(1).key(),
          "a " + words + " has one key, but " + place.words() + " has " + mapping.entries().size(),
          "begin each " + words + " with '- ' of its own, and indent what belongs to it");
      return Optional.empty();
    }
    Entry entry = mapping.entries().get(0);
    String name = entry.key().text();
    Case<? extends T> chosen = cases.get(name);
    if (chosen == null) {
      place.problem(
          entry.key(),
          "unknown " + words + " '" + name + "' in " + place.path(),
          NearestName.hint(name, cases.keySet(), "known are " + known));
      return Optional.empty();
    }
    Optional<? extends T> value = chosen.shape().read(entry.value(), place.key(name));
    return value.map(v -> v);
  }

  @Override
  ObjectNode schema() {
    ObjectNode schema = Schemas.typed("object");
    schema.put("minProperties", 1).put("maxProperties", 1);
    ObjectNode properties = schema.putObject("properties");
    for (Case<? extends T> each : cases.values()) {
      ObjectNode property = each.shape().schema();
      property.put("description", each.meaning());
      properties.set(each.name(), property);
    }
    return schema.put("additionalProperties", false);
  }

  @Override
  String words() {
    return words;
  }

  @Override
  void describe(String path, SpecReference reference) {
    reference.variants(path, cases.values());
    for (Case<? extends T> each : cases.values()) {
      each.shape().describe(path + "." + each.name(), reference);
    }
  }
}
