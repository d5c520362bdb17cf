package io.sluice.spec;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.List;

/** Small pieces of JSON Schema. */
final class Schemas {
  private Schemas() {}

  static ObjectNode typed(String... types) {
    ObjectNode schema = JsonNodeFactory.instance.objectNode();
    if (types.length == 1) {
      return schema.put("type", types[0]);
    }
    ArrayNode list = schema.putArray("type");
    for (String type : types) {
      list.add(type);
    }
    return schema;
  }

  static ObjectNode words(Collection<String> words) {
    ObjectNode schema = typed("string");
    ArrayNode list = schema.putArray("enum");
    words.forEach(list::add);
    return schema;
  }

  static ObjectNode anyOf(List<ObjectNode> schemas) {
    ObjectNode schema = JsonNodeFactory.instance.objectNode();
    schema.putArray("anyOf").addAll(schemas);
    return schema;
  }
}
