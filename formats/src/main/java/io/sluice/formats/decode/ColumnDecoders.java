package io.sluice.formats.decode;

import io.sluice.formats.read.ReadColumn;
import io.sluice.spec.type.DataType;
import io.sluice.spec.type.DataType.DecimalType;
import io.sluice.spec.type.DataType.Primitive;

/** Which decoder understands which type. */
public final class ColumnDecoders {
  private ColumnDecoders() {}

  /**
   * A decoder of the column's scalar type by the column's rules.
   *
   * @throws IllegalArgumentException if the rules make no sense for the type (a pattern that is
   *     none, a default that does not parse, one character as decimal and grouping separator) or
   *     the type is nested
   */
  public static ColumnDecoder create(ReadColumn column) {
    DataType type = column.type();
    if (type.nested()) {
      throw new IllegalArgumentException(
          "column "
              + column.name()
              + " is a "
              + type.ddl()
              + ", which this format cannot carry: declare it string, or a scalar type");
    }
    ScalarDecoder decoder = scalar(column, type);
    decoder.checkRules();
    return decoder;
  }

  private static ScalarDecoder scalar(ReadColumn column, DataType type) {
    if (type instanceof DecimalType decimal) {
      return decimal.precision() <= DecimalType.MAX_LONG_PRECISION
          ? new DecimalDecoder(column, decimal)
          : new WideDecimalDecoder(column, decimal);
    }
    return switch ((Primitive) type) {
      case BOOLEAN -> new BooleanDecoder(column);
      case TINYINT -> new IntDecoder(column, Byte.MIN_VALUE, Byte.MAX_VALUE);
      case SMALLINT -> new IntDecoder(column, Short.MIN_VALUE, Short.MAX_VALUE);
      case INT -> new IntDecoder(column, Integer.MIN_VALUE, Integer.MAX_VALUE);
      case BIGINT -> new BigintDecoder(column);
      case FLOAT -> new FloatDecoder(column);
      case DOUBLE -> new DoubleDecoder(column);
      case STRING -> new StringDecoder(column);
      case BINARY -> new BinaryDecoder(column);
      case DATE -> new DateDecoder(column);
      case TIMESTAMP, TIMESTAMP_NTZ -> new TimestampDecoder(column);
    };
  }
}
