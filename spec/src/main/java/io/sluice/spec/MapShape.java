package io.sluice.spec;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.spec.SpecNode.Entry;
import io.sluice.spec.SpecNode.Mapping;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A mapping whose keys are column names: {@code {total: "price * quantity"}}. Keeps the order. */
final class MapShape<T> extends Shape<Map<String, T>> {
  private final Shape<T> value;

  MapShape(Shape<T> value) {
    this.value = value;
  }

  @Override
  Optional<Map<String, T>> read(SpecNode node, Place place) {
    if (!(node instanceof Mapping mapping) || mapping.entries().isEmpty()) {
      String found = node instanceof Mapping ? "is empty" : "is " + node.words();
      place.problem(
          node,
          place.words() + " must be a " + words() + ", but " + found,
          "for example {total: ...}");
      return Optional.empty();
    }
    int before = place.problems().size();
    Map<String, T> values = new LinkedHashMap<>();
    Set<String> seen = new HashSet<>();
    for (Entry entry : mapping.entries()) {
      String name = entry.key().text();
      if (!seen.add(name.toLowerCase(Locale.ROOT))) {
        place.problem(
            entry.key(), "column '" + name + "' is given twice", "names differ by more than case");
        continue;
      }
      Shapes.COLUMN_NAME.read(entry.key(), place);
      value.read(entry.value(), place.key(name)).ifPresent(v -> values.put(name, v));
    }
    return place.problems().size() > before
        ? Optional.empty()
        : Optional.of(Collections.unmodifiableMap(values));
  }

  @Override
  ObjectNode schema() {
    ObjectNode schema = Schemas.typed("object");
    schema.put("minProperties", 1);
    schema.set("additionalProperties", value.schema());
    return schema;
  }

  @Override
  String words() {
    return "mapping of column to " + value.words();
  }
}
