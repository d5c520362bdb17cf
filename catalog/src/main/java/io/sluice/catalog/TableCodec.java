package io.sluice.catalog;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
 * A table as JSON: all of it but its version, its location as given. Equal tables give equal text.
 * Written out by hand, so that a renamed Java member cannot change the stored form.
 */
public final class TableCodec {
  private static final ObjectMapper JSON = new ObjectMapper();

  private TableCodec() {}

  /** The table without its version. */
  public static String write(Table table) {
    ObjectNode root =
        JSON.createObjectNode()
            .put("database", table.database())
            .put("name", table.name())
            .put("location", table.location());
    if (!table.folder().isEmpty()) {
      root.put("folder", table.folder());
    }
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
    try {
      return JSON.writeValueAsString(root);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree is always JSON", e);
    }
  }

  /**
   * The table that {@link #write} wrote, at version 0.
   *
   * @throws IllegalArgumentException if the text is not such a table
   */
  public static Table read(String text) {
    JsonNode root = parse(text);
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
        root.path("database").textValue(),
        root.path("name").textValue(),
        root.path("location").textValue(),
        root.path("folder").asText(""),
        columns,
        keys,
        parameters,
        0);
  }

  private static JsonNode parse(String text) {
    try {
      JsonNode root = JSON.readTree(text);
      if (!root.path("name").isTextual() || !root.path("database").isTextual()) {
        throw new IllegalArgumentException("This text is not a table's definition: " + text);
      }
      return root;
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("This text is not a table's definition: " + text, e);
    }
  }
}
