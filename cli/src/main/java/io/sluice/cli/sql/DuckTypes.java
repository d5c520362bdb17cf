package io.sluice.cli.sql;

import io.sluice.spec.type.DataType;
import io.sluice.spec.type.DataType.ArrayType;
import io.sluice.spec.type.DataType.DecimalType;
import io.sluice.spec.type.DataType.MapType;
import io.sluice.spec.type.DataType.Primitive;
import io.sluice.spec.type.DataType.StructType;
import java.util.stream.Collectors;

/** The types of the catalog as DuckDB names them. */
final class DuckTypes {
  private DuckTypes() {}

  static String of(DataType type) {
    if (type instanceof Primitive primitive) {
      return of(primitive);
    }
    if (type instanceof DecimalType decimal) {
      return "DECIMAL(" + decimal.precision() + "," + decimal.scale() + ")";
    }
    if (type instanceof ArrayType array) {
      return of(array.element()) + "[]";
    }
    if (type instanceof MapType map) {
      return "MAP(" + of(map.key()) + ", " + of(map.value()) + ")";
    }
    return ((StructType) type)
        .fields().stream()
            .map(field -> Quoted.name(field.name()) + " " + of(field.type()))
            .collect(Collectors.joining(", ", "STRUCT(", ")"));
  }

  private static String of(Primitive type) {
    return switch (type) {
      case BOOLEAN -> "BOOLEAN";
      case TINYINT -> "TINYINT";
      case SMALLINT -> "SMALLINT";
      case INT -> "INTEGER";
      case BIGINT -> "BIGINT";
      case FLOAT -> "FLOAT";
      case DOUBLE -> "DOUBLE";
      case STRING -> "VARCHAR";
      case BINARY -> "BLOB";
      case DATE -> "DATE";
      case TIMESTAMP -> "TIMESTAMP WITH TIME ZONE";
      case TIMESTAMP_NTZ -> "TIMESTAMP";
    };
  }
}
