package io.sluice.parquet.schema;

import io.sluice.parquet.schema.Node.LeafNode;
import io.sluice.parquet.schema.Node.ListNode;
import io.sluice.parquet.schema.Node.MapNode;
import io.sluice.parquet.schema.Node.StructNode;
import io.sluice.spec.type.DataType;
import io.sluice.spec.type.DataType.ArrayType;
import io.sluice.spec.type.DataType.Field;
import io.sluice.spec.type.DataType.MapType;
import io.sluice.spec.type.DataType.StructType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.parquet.format.ConvertedType;
import org.apache.parquet.format.FieldRepetitionType;
import org.apache.parquet.format.ListType;
import org.apache.parquet.format.LogicalType;
import org.apache.parquet.format.SchemaElement;

/**
 * The columns of a file as Parquet sees them. Lists have three levels ({@code list.element}), maps
 * are {@code key_value.key} and {@code key_value.value}, as the Parquet format's LogicalTypes.md
 * and Spark have them.
 *
 * <p>For implementers of the writer: public only because another of its packages needs it.
 */
public final class FileSchema {
  private final List<Field> columns;
  private final List<Node> nodes = new ArrayList<>();
  private final List<Leaf> leaves = new ArrayList<>();
  private final List<SchemaElement> elements = new ArrayList<>();

  /**
   * @param required names of columns in which a null is an error
   * @throws IllegalArgumentException if Parquet cannot store the columns
   */
  public FileSchema(List<Field> columns, Set<String> required) {
    this.columns = List.copyOf(columns);
    elements.add(new SchemaElement("spark_schema").setNum_children(columns.size()));
    Set<String> names = new HashSet<>();
    for (Field column : columns) {
      if (!names.add(column.name())) {
        throw new IllegalArgumentException("column \"" + column.name() + "\" is given twice");
      }
      nodes.add(
          node(column.name(), column.type(), !required.contains(column.name()), List.of(), 0, 0));
    }
  }

  public List<Field> columns() {
    return columns;
  }

  /** One a column. */
  public List<Node> nodes() {
    return nodes;
  }

  public List<Leaf> leaves() {
    return leaves;
  }

  /** In the footer's depth-first order. */
  public List<SchemaElement> elements() {
    return elements;
  }

  private Node node(
      String name,
      DataType type,
      boolean optional,
      List<String> parents,
      int parentDefinition,
      int repetition) {
    List<String> path = append(parents, name);
    int definition = parentDefinition + (optional ? 1 : 0);
    SchemaElement element =
        new SchemaElement(name)
            .setRepetition_type(
                optional ? FieldRepetitionType.OPTIONAL : FieldRepetitionType.REQUIRED);
    elements.add(element);
    String dotted = String.join(".", path);
    if (type instanceof StructType struct) {
      return new StructNode(
          dotted, optional, members(element, struct, path, definition, repetition));
    }
    if (type instanceof ArrayType array) {
      element.setNum_children(1).setConverted_type(ConvertedType.LIST);
      element.setLogicalType(LogicalType.LIST(new ListType()));
      repeated("list", 1);
      return new ListNode(
          dotted,
          optional,
          repetition + 1,
          node(
              "element",
              array.element(),
              true,
              append(path, "list"),
              definition + 1,
              repetition + 1));
    }
    if (type instanceof MapType map) {
      element.setNum_children(1).setConverted_type(ConvertedType.MAP);
      element.setLogicalType(LogicalType.MAP(new org.apache.parquet.format.MapType()));
      repeated("key_value", 2);
      List<String> below = append(path, "key_value");
      Node key = node("key", map.key(), false, below, definition + 1, repetition + 1);
      Node value = node("value", map.value(), true, below, definition + 1, repetition + 1);
      return new MapNode(dotted, optional, repetition + 1, key, value);
    }
    int width = PrimitiveTypes.annotate(element, type);
    Leaf leaf =
        new Leaf(leaves.size(), path, type, element.getType(), width, definition, repetition);
    leaves.add(leaf);
    return new LeafNode(dotted, optional, leaf);
  }

  private List<Node> members(
      SchemaElement element, StructType struct, List<String> path, int definition, int repetition) {
    if (struct.fields().isEmpty()) {
      throw new IllegalArgumentException(
          "column "
              + String.join(".", path)
              + " is a struct without members, which Parquet cannot store. Give it members, or"
              + " leave it out");
    }
    element.setNum_children(struct.fields().size());
    List<Node> members = new ArrayList<>();
    for (Field field : struct.fields()) {
      members.add(node(field.name(), field.type(), true, path, definition, repetition));
    }
    return members;
  }

  private void repeated(String name, int children) {
    elements.add(
        new SchemaElement(name)
            .setRepetition_type(FieldRepetitionType.REPEATED)
            .setNum_children(children));
  }

  private static List<String> append(List<String> path, String name) {
    List<String> longer = new ArrayList<>(path);
    longer.add(name);
    return longer;
  }
}
