package io.sluice.aws.glue;

import io.sluice.spec.type.DataType;
import io.sluice.spec.type.DataType.ArrayType;
import io.sluice.spec.type.DataType.MapType;
import io.sluice.spec.type.DataType.Primitive;
import io.sluice.spec.type.DataType.StructType;
import java.util.stream.Collectors;

/** Types as Hive writes them, which is how Glue keeps them. */
final class HiveTypes {
  private HiveTypes() {}

  static String of(DataType type) {
    if (type == Primitive.TIMESTAMP_NTZ) {
      // Hive has no type of this name. Its timestamp has no zone either: Athena shows the local
      // time
      // as written, Spark too if its session's zone is UTC.
      return "timestamp";
    }
    if (type instanceof ArrayType array) {
      return "array<" + of(array.element()) + ">";
    }
    if (type instanceof MapType map) {
      return "map<" + of(map.key()) + "," + of(map.value()) + ">";
    }
    if (type instanceof StructType struct) {
      // Without backticks: Hive's grammar of types has none, unlike Spark's.
      return struct.fields().stream()
          .map(field -> field.name() + ":" + of(field.type()))
          .collect(Collectors.joining(",", "struct<", ">"));
    }
    return type.ddl();
  }
}
