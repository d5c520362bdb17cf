package io.sluice.ingest.transform.value;

import io.sluice.formats.column.BytesColumn;
import io.sluice.formats.column.Column;
import io.sluice.spec.type.DataType;
import io.sluice.spec.type.DataType.DecimalType;
import io.sluice.spec.type.DataType.Primitive;

/**
 * Casts that lose nothing: what Spark SQL's ANSI cast makes of a value, if cast back it is the
 * value again. To float and double everything but an overflow is allowed, since they are
 * approximate by nature.
 */
public final class Casts {
  private Casts() {}

  /** Whether values of one type can be cast to another, both different; never to a nested one. */
  public static boolean allowed(DataType from, DataType to) {
    if (to == Primitive.STRING) {
      return true;
    }
    if (from.nested() || to.nested()) {
      return false;
    }
    if (from == Primitive.STRING) {
      return true;
    }
    if (from == Primitive.BINARY || to == Primitive.BINARY) {
      return false;
    }
    boolean toNumber = isNumber(to);
    if (from == Primitive.BOOLEAN) {
      return toNumber;
    } else if (isNumber(from)) {
      return toNumber || to == Primitive.BOOLEAN || to == Primitive.TIMESTAMP;
    } else if (from == Primitive.TIMESTAMP) {
      return to != Primitive.BOOLEAN;
    }
    return !toNumber && to != Primitive.BOOLEAN;
  }

  /** Whether Spark SQL calls it numeric. */
  public static boolean isNumber(DataType type) {
    return type instanceof DecimalType
        || (type instanceof Primitive primitive
            && switch (primitive) {
              case TINYINT, SMALLINT, INT, BIGINT, FLOAT, DOUBLE -> true;
              default -> false;
            });
  }

  /**
   * Fills a column of another type with the first rows of one. A value that is not exactly of the
   * new type is null there.
   *
   * @param bad set to true in the rows of such values
   */
  public static void convert(Column from, Column to, int rows, boolean[] bad) {
    to.clear();
    to.ensureCapacity(rows);
    Conversion conversion = conversion(from, to);
    boolean[] nulls = from.nulls();
    for (int row = 0; row < rows; row++) {
      if (nulls[row]) {
        to.setNull(row);
      } else if (!conversion.convert(row)) {
        bad[row] = true;
        to.setNull(row);
      }
    }
    to.setSize(rows);
  }

  private static Conversion conversion(Column from, Column to) {
    if (to.type() instanceof DecimalType) {
      return ToDecimal.conversion(from, to);
    }
    return switch ((Primitive) to.type()) {
      case TINYINT, SMALLINT, INT, BIGINT, BOOLEAN -> ToWhole.conversion(from, to);
      case FLOAT, DOUBLE -> ToFloating.conversion(from, to);
      case DATE, TIMESTAMP, TIMESTAMP_NTZ -> ToTemporal.conversion(from, to);
      case STRING, BINARY -> text(from, (BytesColumn) to);
    };
  }

  private static Conversion text(Column from, BytesColumn to) {
    ValueText text = ValueText.of(from);
    return row -> {
      text.at(row);
      to.set(row, text.data(), text.start(), text.end() - text.start());
      return true;
    };
  }
}
