package io.sluice.parquet.copy;

import io.sluice.parquet.OutputColumn;
import io.sluice.parquet.schema.FileSchema;
import io.sluice.parquet.schema.PrimitiveTypes;
import io.sluice.spec.type.DataType;
import io.sluice.spec.type.DataType.ArrayType;
import io.sluice.spec.type.DataType.Field;
import io.sluice.spec.type.DataType.MapType;
import io.sluice.spec.type.DataType.StructType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.parquet.format.ConvertedType;
import org.apache.parquet.format.FieldRepetitionType;
import org.apache.parquet.format.SchemaElement;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Type.Repetition;

/**
 * The columns of a stored file: as those from which Sluice would write it, and as parquet-java
 * needs them to read it.
 */
record StoredColumns(List<OutputColumn> columns, MessageType schema) {

  /**
   * @param elements the footer's
   * @throws BadFileException if Sluice would store the columns in another form
   */
  static StoredColumns of(List<SchemaElement> elements) throws BadFileException {
    Tree tree = new Tree(elements);
    SchemaElement root = tree.next();
    List<OutputColumn> columns = new ArrayList<>();
    List<Field> fields = new ArrayList<>();
    Set<String> required = new HashSet<>();
    List<Type> types = new ArrayList<>();
    for (int i = 0; i < root.getNum_children(); i++) {
      Stored stored = tree.read();
      String name = stored.parquet().getName();
      boolean nullable = !stored.parquet().isRepetition(Repetition.REQUIRED);
      columns.add(new OutputColumn(name, stored.type(), nullable));
      fields.add(new Field(name, stored.type()));
      if (!nullable) {
        required.add(name);
      }
      types.add(stored.parquet());
    }
    checkForm(fields, required, elements);
    return new StoredColumns(List.copyOf(columns), new MessageType(root.getName(), types));
  }

  /** What was made out above holds only if the columns, written, give the same elements again. */
  private static void checkForm(
      List<Field> columns, Set<String> required, List<SchemaElement> elements)
      throws BadFileException {
    List<SchemaElement> ours;
    try {
      ours = new FileSchema(columns, required).elements();
    } catch (IllegalArgumentException e) {
      throw new BadFileException("its columns cannot be written: " + e.getMessage(), e);
    }
    // The first is the root, whose name says who wrote the file.
    for (int i = 1; i < Math.max(ours.size(), elements.size()); i++) {
      if (i >= ours.size() || i >= elements.size() || !ours.get(i).equals(elements.get(i))) {
        throw new BadFileException(
            String.format(
                Locale.ROOT,
                "element %d of its schema, %s, is not what Sluice writes, %s",
                i,
                at(elements, i),
                at(ours, i)));
      }
    }
  }

  private static String at(List<SchemaElement> elements, int i) {
    return i < elements.size() ? elements.get(i).toString() : "nothing";
  }

  private record Stored(DataType type, Type parquet) {}

  /** Reads the elements, which stand in depth-first order. */
  private static final class Tree {
    private final List<SchemaElement> elements;
    private int at;

    private Tree(List<SchemaElement> elements) {
      this.elements = elements;
    }

    private SchemaElement next() throws BadFileException {
      if (at == elements.size()) {
        throw new BadFileException("its schema ends within a group");
      }
      return elements.get(at++);
    }

    private Stored read() throws BadFileException {
      SchemaElement element = next();
      if (element.getRepetition_type() == null) {
        throw new BadFileException("its schema does not say whether " + element + " repeats");
      }
      if (element.isSetType()) {
        return leaf(element);
      }
      List<Stored> children = new ArrayList<>();
      for (int i = 0; i < element.getNum_children(); i++) {
        children.add(read());
      }
      GroupType group =
          new GroupType(
              repetition(element),
              element.getName(),
              children.stream().map(Stored::parquet).toList());
      return new Stored(groupType(element, children), group);
    }

    private static DataType groupType(SchemaElement element, List<Stored> children)
        throws BadFileException {
      if (element.getConverted_type() == null) {
        return new StructType(
            children.stream().map(c -> new Field(c.parquet().getName(), c.type())).toList());
      }
      // Its only child is the group that repeats, which has been taken for a struct.
      boolean wrapped = children.size() == 1 && children.get(0).type() instanceof StructType;
      List<Field> inner =
          wrapped ? ((StructType) children.get(0).type()).fields() : List.<Field>of();
      if (element.getConverted_type() == ConvertedType.LIST && inner.size() == 1) {
        return new ArrayType(inner.get(0).type());
      }
      if (element.getConverted_type() == ConvertedType.MAP && inner.size() == 2) {
        return new MapType(inner.get(0).type(), inner.get(1).type());
      }
      throw new BadFileException(
          "its group " + element + " is stored in a way that Sluice does not use");
    }

    private static Stored leaf(SchemaElement element) throws BadFileException {
      DataType type =
          PrimitiveTypes.storedAs(element)
              .orElseThrow(
                  () ->
                      new BadFileException(
                          "its column "
                              + element
                              + " is stored in a way that Sluice does not use"));
      PrimitiveTypeName name =
          PrimitiveTypeName.valueOf(
              element.getType() == org.apache.parquet.format.Type.BYTE_ARRAY
                  ? "BINARY"
                  : element.getType().name());
      return new Stored(
          type,
          new PrimitiveType(
              repetition(element), name, element.getType_length(), element.getName()));
    }

    private static Repetition repetition(SchemaElement element) {
      FieldRepetitionType repetition = element.getRepetition_type();
      return Repetition.valueOf(repetition.name());
    }
  }
}
