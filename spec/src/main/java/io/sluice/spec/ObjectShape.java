package io.sluice.spec;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.spec.SpecNode.Entry;
import io.sluice.spec.SpecNode.Mapping;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/** A mapping with known keys. */
final class ObjectShape<T> extends Shape<T> {
  private final Map<String, Key<?>> keys = new LinkedHashMap<>();
  private final Consumer<Fields> check;
  private final Function<Fields, T> build;

  /**
   * @param check notes problems between keys; runs even if some of them could not be read
   * @param build runs only where everything is right
   */
  ObjectShape(List<Key<?>> keys, Consumer<Fields> check, Function<Fields, T> build) {
    for (Key<?> key : keys) {
      this.keys.put(key.name(), key);
    }
    this.check = check;
    this.build = build;
  }

  ObjectShape(List<Key<?>> keys, Function<Fields, T> build) {
    this(keys, fields -> {}, build);
  }

  @Override
  Optional<T> read(SpecNode node, Place place) {
    Mapping mapping;
    if (node instanceof Mapping m) {
      mapping = m;
    } else if (node.isNull()) {
      mapping = new Mapping(List.of(), node.line(), node.column());
    } else {
      place.problem(
          node,
          place.words() + " must be a mapping of keys, but is " + node.words(),
          "its keys are " + String.join(", ", keys.keySet()));
      return Optional.empty();
    }
    int before = place.problems().size();
    Fields fields = new Fields(mapping, place, values(mapping, place));
    check.accept(fields);
    return place.problems().size() > before ? Optional.empty() : Optional.of(build.apply(fields));
  }

  private Map<String, Object> values(Mapping mapping, Place place) {
    Map<String, Object> values = new HashMap<>();
    Set<String> seen = new HashSet<>();
    for (Entry entry : mapping.entries()) {
      String name = entry.key().text();
      Key<?> key = keys.get(name);
      if (key == null) {
        place.problem(
            entry.key(),
            "unknown key '" + name + "' in " + (place.path().isEmpty() ? "the spec" : place.path()),
            NearestName.hint(name, keys.keySet(), "known are " + String.join(", ", keys.keySet())));
      } else if (!seen.add(name)) {
        place.problem(entry.key(), "key '" + name + "' is given twice", "remove one of them");
      } else {
        Optional<?> value = key.shape().read(entry.value(), place.key(name));
        value.ifPresent(v -> values.put(name, v));
      }
    }
    for (Key<?> key : keys.values()) {
      if (key.required() && !seen.contains(key.name())) {
        place.problem(
            mapping,
            "key '" + key.name() + "' is missing in " + place.words(),
            key.meaning().isEmpty() ? "" : "it says: " + key.meaning());
      }
    }
    return values;
  }

  @Override
  ObjectNode schema() {
    ObjectNode schema = Schemas.typed("object");
    ObjectNode properties = schema.putObject("properties");
    for (Key<?> key : keys.values()) {
      ObjectNode property = key.shape().schema();
      property.put("description", key.meaning());
      if (key.fallback() instanceof Boolean flag) {
        property.put("default", flag);
      } else if (key.fallback() instanceof Number number) {
        property.put("default", number.longValue());
      } else if (key.fallback() instanceof String || key.fallback() instanceof Enum<?>) {
        property.put("default", key.fallbackWords());
      }
      properties.set(key.name(), property);
    }
    List<String> required = keys.values().stream().filter(Key::required).map(Key::name).toList();
    if (!required.isEmpty()) {
      ArrayNode list = schema.putArray("required");
      required.forEach(list::add);
    }
    return schema.put("additionalProperties", false);
  }

  @Override
  String words() {
    return "mapping";
  }

  @Override
  void describe(String path, SpecReference reference) {
    reference.section(path, keys.values());
    for (Key<?> key : keys.values()) {
      key.shape().describe(path.isEmpty() ? key.name() : path + "." + key.name(), reference);
    }
  }
}
