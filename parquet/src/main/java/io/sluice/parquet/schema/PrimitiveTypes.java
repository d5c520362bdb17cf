package io.sluice.parquet.schema;

import io.sluice.spec.type.DataType;
import io.sluice.spec.type.DataType.DecimalType;
import io.sluice.spec.type.DataType.Primitive;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.parquet.format.ConvertedType;
import org.apache.parquet.format.DateType;
import org.apache.parquet.format.IntType;
import org.apache.parquet.format.LogicalType;
import org.apache.parquet.format.MicroSeconds;
import org.apache.parquet.format.SchemaElement;
import org.apache.parquet.format.StringType;
import org.apache.parquet.format.TimeUnit;
import org.apache.parquet.format.TimestampType;
import org.apache.parquet.format.Type;

/**
 * Which Parquet type stores which type of ours; docs/formats/parquet-output.md has the table.
 *
 * <p>For implementers of the writer: public only because another of its packages needs it.
 */
public final class PrimitiveTypes {
  private static final int MAX_INT_PRECISION = 9;

  private PrimitiveTypes() {}

  /** Completes the element; returns the bytes of a value, or 0 where they vary. */
  static int annotate(SchemaElement element, DataType type) {
    if (type instanceof DecimalType decimal) {
      return decimal(element, decimal);
    }
    switch ((Primitive) type) {
      case BOOLEAN -> element.setType(Type.BOOLEAN);
      case TINYINT ->
          element
              .setType(Type.INT32)
              .setConverted_type(ConvertedType.INT_8)
              .setLogicalType(LogicalType.INTEGER(new IntType((byte) 8, true)));
      case SMALLINT ->
          element
              .setType(Type.INT32)
              .setConverted_type(ConvertedType.INT_16)
              .setLogicalType(LogicalType.INTEGER(new IntType((byte) 16, true)));
      case INT -> element.setType(Type.INT32);
      case BIGINT -> element.setType(Type.INT64);
      case FLOAT -> element.setType(Type.FLOAT);
      case DOUBLE -> element.setType(Type.DOUBLE);
      case STRING ->
          element
              .setType(Type.BYTE_ARRAY)
              .setConverted_type(ConvertedType.UTF8)
              .setLogicalType(LogicalType.STRING(new StringType()));
      case BINARY -> element.setType(Type.BYTE_ARRAY);
      case DATE ->
          element
              .setType(Type.INT32)
              .setConverted_type(ConvertedType.DATE)
              .setLogicalType(LogicalType.DATE(new DateType()));
      case TIMESTAMP ->
          element
              .setType(Type.INT64)
              .setConverted_type(ConvertedType.TIMESTAMP_MICROS)
              .setLogicalType(micros(true));
      // The older annotation means an instant, so that a local time goes without it.
      case TIMESTAMP_NTZ -> element.setType(Type.INT64).setLogicalType(micros(false));
    }
    return width(element.getType());
  }

  /** The type that is stored just so, which is empty if {@link #annotate} stores none so. */
  public static Optional<DataType> storedAs(SchemaElement element) {
    List<DataType> candidates = new ArrayList<>(List.of(Primitive.values()));
    if (element.isSetPrecision() && element.isSetScale()) {
      candidates.clear();
      if (element.getPrecision() <= DecimalType.MAX_PRECISION
          && element.getScale() >= 0
          && element.getScale() <= element.getPrecision()) {
        candidates.add(new DecimalType(element.getPrecision(), element.getScale()));
      }
    }
    for (DataType type : candidates) {
      SchemaElement ours =
          new SchemaElement(element.getName()).setRepetition_type(element.getRepetition_type());
      annotate(ours, type);
      if (ours.equals(element)) {
        return Optional.of(type);
      }
    }
    return Optional.empty();
  }

  private static LogicalType micros(boolean adjustedToUtc) {
    return LogicalType.TIMESTAMP(
        new TimestampType(adjustedToUtc, TimeUnit.MICROS(new MicroSeconds())));
  }

  private static int decimal(SchemaElement element, DecimalType decimal) {
    element
        .setConverted_type(ConvertedType.DECIMAL)
        .setPrecision(decimal.precision())
        .setScale(decimal.scale())
        .setLogicalType(
            LogicalType.DECIMAL(
                new org.apache.parquet.format.DecimalType(decimal.scale(), decimal.precision())));
    if (decimal.precision() <= MAX_INT_PRECISION) {
      element.setType(Type.INT32);
    } else if (decimal.precision() <= DecimalType.MAX_LONG_PRECISION) {
      element.setType(Type.INT64);
    } else {
      int width = fixedWidth(decimal.precision());
      element.setType(Type.FIXED_LEN_BYTE_ARRAY).setType_length(width);
      return width;
    }
    return width(element.getType());
  }

  /** The fewest bytes whose two's complement holds every unscaled value of the precision. */
  private static int fixedWidth(int precision) {
    return BigInteger.TEN.pow(precision).subtract(BigInteger.ONE).bitLength() / 8 + 1;
  }

  private static int width(Type physical) {
    return switch (physical) {
      case BOOLEAN -> 1;
      case INT32, FLOAT -> 4;
      case INT64, DOUBLE -> 8;
      default -> 0;
    };
  }
}
