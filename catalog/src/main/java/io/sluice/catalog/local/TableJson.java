package io.sluice.catalog.local;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.catalog.Table;
import io.sluice.catalog.Table.PartitionKey;
import io.sluice.catalog.Table.TableColumn;
import io.sluice.spec.PartitionField;
import io.sluice.spec.PartitionField.PartitionFunction;
import io.sluice.spec.type.TypeParser;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A table's definition as the JSON stored in the catalog; equal definitions give equal text.
 * Written out by hand, so that a renamed Java member cannot change the stored form.
 */
final class TableJson {
  private static final ObjectMapper JSON = new ObjectMapper();

  private TableJson() {}

  static String write(Table table) {
    ObjectNode root = JSON.createObjectNode().put("location", table.location());
    ArrayNode columns = root.putArray("columns");
    for (TableColumn column : table.columns()) {
      columns
          .addObject()
          .put("name", column.name())
          .put("type", column.type().ddl())
          .put("nullable", column.nullable())
          .put("comment", column.comment());
    }
    ArrayNode keys = root.putArray("partition_keys");
    for (PartitionKey key : table.partitionKeys()) {
      keys.addObject()
          .put("name", key.name())
          .put("type", key.type().ddl())
          .put("column", key.field().column())
          .put("function", key.field().function().name())
          .put("argument", key.field().argument());
    }
    ObjectNode parameters = root.putObject("parameters");
    new TreeMap<>(table.parameters()).forEach(parameters::put);
    return text(root);
  }

  static Table read(String database, String name, long version, String definition) {
    JsonNode root = parse(definition);
    List<TableColumn> columns = new ArrayList<>();
    for (JsonNode column : root.path("columns")) {
      columns.add(
          new TableColumn(
              column.path("name").textValue(),
              TypeParser.parse(column.path("type").textValue()),
              column.path("nullable").booleanValue(),
              column.path("comment").textValue()));
    }
    List<PartitionKey> keys = new ArrayList<>();
    for (JsonNode key : root.path("partition_keys")) {
      keys.add(
          new PartitionKey(
              key.path("name").textValue(),
              TypeParser.parse(key.path("type").textValue()),
              new PartitionField(
                  key.path("column").textValue(),
                  PartitionFunction.valueOf(key.path("function").textValue()),
                  key.path("argument").intValue())));
    }
    Map<String, String> parameters = new TreeMap<>();
    root.path("parameters")
        .fields()
        .forEachRemaining(entry -> parameters.put(entry.getKey(), entry.getValue().textValue()));
    return new Table(
        database, name, root.path("location").textValue(), columns, keys, parameters, version);
  }

  static String writeValues(List<String> values) {
    ArrayNode array = JSON.createArrayNode();
    values.forEach(array::add);
    return text(array);
  }

  static List<String> readValues(String json) {
    List<String> values = new ArrayList<>();
    parse(json).forEach(value -> values.add(value.textValue()));
    return values;
  }

  private static String text(JsonNode node) {
    try {
      return JSON.writeValueAsString(node);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree is always JSON", e);
    }
  }

  private static JsonNode parse(String json) {
    try {
      return JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("The catalog holds text that is no JSON: " + json, e);
    }
  }
}
