package io.sluice.spec.type;

import io.sluice.spec.type.DataType.ArrayType;
import io.sluice.spec.type.DataType.Field;
import io.sluice.spec.type.DataType.MapType;
import io.sluice.spec.type.DataType.StructType;
import java.util.ArrayList;
import java.util.List;

/** How structs take up members that later files have, at any depth. */
public final class TypeGrowth {
  private TypeGrowth() {}

  /**
   * A type with those members of another that it lacks, after its own. Where the two are not alike
   * it stays as it is.
   *
   * @param path what the type is called, for {@code added}
   * @param added takes the paths of the members that were added
   */
  public static DataType grown(DataType type, DataType other, String path, List<String> added) {
    if (type instanceof StructType struct && other instanceof StructType more) {
      return grown(struct, more, path, added);
    }
    if (type instanceof ArrayType array && other instanceof ArrayType more) {
      return new ArrayType(grown(array.element(), more.element(), path, added));
    }
    if (type instanceof MapType map && other instanceof MapType more) {
      return new MapType(map.key(), grown(map.value(), more.value(), path, added));
    }
    return type;
  }

  private static DataType grown(
      StructType struct, StructType other, String path, List<String> added) {
    List<Field> fields = new ArrayList<>();
    for (Field field : struct.fields()) {
      Field more = field;
      for (Field candidate : other.fields()) {
        more = candidate.name().equalsIgnoreCase(field.name()) ? candidate : more;
      }
      fields.add(
          new Field(
              field.name(), grown(field.type(), more.type(), path + "." + field.name(), added)));
    }
    for (Field candidate : other.fields()) {
      if (fields.stream().noneMatch(field -> field.name().equalsIgnoreCase(candidate.name()))) {
        fields.add(candidate);
        added.add(path + "." + candidate.name());
      }
    }
    return new StructType(fields);
  }
}
