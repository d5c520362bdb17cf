package io.sluice.spark.types;

import io.sluice.spec.type.DataType;
import io.sluice.spec.type.DataType.ArrayType;
import io.sluice.spec.type.DataType.DecimalType;
import io.sluice.spec.type.DataType.Field;
import io.sluice.spec.type.DataType.MapType;
import io.sluice.spec.type.DataType.Primitive;
import io.sluice.spec.type.DataType.StructType;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;

/**
 * Sluice's types as Spark's, and back. Members, elements and values of nested types are nullable.
 */
public final class SparkTypes {
  private SparkTypes() {}

  /** The Spark type of equal meaning. */
  public static org.apache.spark.sql.types.DataType toSpark(DataType type) {
    if (type instanceof Primitive primitive) {
      return switch (primitive) {
        case BOOLEAN -> DataTypes.BooleanType;
        case TINYINT -> DataTypes.ByteType;
        case SMALLINT -> DataTypes.ShortType;
        case INT -> DataTypes.IntegerType;
        case BIGINT -> DataTypes.LongType;
        case FLOAT -> DataTypes.FloatType;
        case DOUBLE -> DataTypes.DoubleType;
        case STRING -> DataTypes.StringType;
        case BINARY -> DataTypes.BinaryType;
        case DATE -> DataTypes.DateType;
        case TIMESTAMP -> DataTypes.TimestampType;
        case TIMESTAMP_NTZ -> DataTypes.TimestampNTZType;
      };
    }
    if (type instanceof DecimalType decimal) {
      return DataTypes.createDecimalType(decimal.precision(), decimal.scale());
    }
    if (type instanceof ArrayType array) {
      return DataTypes.createArrayType(toSpark(array.element()), true);
    }
    if (type instanceof MapType map) {
      return DataTypes.createMapType(toSpark(map.key()), toSpark(map.value()), true);
    }
    List<StructField> members = new ArrayList<>();
    for (Field field : ((StructType) type).fields()) {
      members.add(DataTypes.createStructField(field.name(), toSpark(field.type()), true));
    }
    return DataTypes.createStructType(members);
  }

  /**
   * The Sluice type of equal meaning.
   *
   * @param column whose type it is, for the message
   * @throws IllegalArgumentException if files cannot hold the type (intervals, user-defined types)
   */
  public static DataType fromSpark(String column, org.apache.spark.sql.types.DataType type) {
    if (type instanceof org.apache.spark.sql.types.DecimalType decimal) {
      return new DecimalType(decimal.precision(), decimal.scale());
    }
    if (type instanceof org.apache.spark.sql.types.ArrayType array) {
      return new ArrayType(fromSpark(column + "[]", array.elementType()));
    }
    if (type instanceof org.apache.spark.sql.types.MapType map) {
      return new MapType(
          fromSpark(column + ".key", map.keyType()), fromSpark(column + ".value", map.valueType()));
    }
    if (type instanceof org.apache.spark.sql.types.StructType struct) {
      List<Field> fields = new ArrayList<>();
      for (StructField member : struct.fields()) {
        fields.add(
            new Field(member.name(), fromSpark(column + "." + member.name(), member.dataType())));
      }
      return new StructType(fields);
    }
    for (Primitive primitive : Primitive.values()) {
      if (toSpark(primitive).equals(type)) {
        return primitive;
      }
    }
    throw new IllegalArgumentException(
        "column '"
            + column
            + "' has the type "
            + type.sql()
            + ", which cannot be stored in a table; cast it to another one, for example string");
  }
}
