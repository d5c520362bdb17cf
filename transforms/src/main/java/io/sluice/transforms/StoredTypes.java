package io.sluice.transforms;

import io.sluice.spec.SpecLocation;
import io.sluice.spec.TransformException;
import java.util.List;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** Which of Spark's types a table can hold. */
final class StoredTypes {
  private static final List<DataType> SCALARS =
      List.of(
          DataTypes.BooleanType,
          DataTypes.ByteType,
          DataTypes.ShortType,
          DataTypes.IntegerType,
          DataTypes.LongType,
          DataTypes.FloatType,
          DataTypes.DoubleType,
          DataTypes.StringType,
          DataTypes.BinaryType,
          DataTypes.DateType,
          DataTypes.TimestampType,
          DataTypes.TimestampNTZType);

  private StoredTypes() {}

  /** Throws unless a table can have a column of this type. */
  static void require(String column, DataType type, SpecLocation at) {
    if (type.equals(DataTypes.NullType)) {
      throw new TransformException(
          at, "column '" + column + "' has no type; write for example CAST(NULL AS string)");
    }
    if (!stored(type)) {
      throw new TransformException(
          at,
          "column '"
              + column
              + "' is of type "
              + type.sql()
              + ", which cannot be stored in a table; turn it into text or a number");
    }
  }

  private static boolean stored(DataType type) {
    if (type instanceof ArrayType array) {
      return stored(array.elementType());
    } else if (type instanceof MapType map) {
      return stored(map.keyType()) && stored(map.valueType());
    } else if (type instanceof StructType struct) {
      for (StructField field : struct.fields()) {
        if (!stored(field.dataType())) {
          return false;
        }
      }
      return true;
    }
    return type instanceof DecimalType || SCALARS.contains(type);
  }
}
