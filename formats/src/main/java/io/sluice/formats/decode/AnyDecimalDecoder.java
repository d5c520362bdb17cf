package io.sluice.formats.decode;

import io.sluice.formats.read.ReadColumn;
import io.sluice.formats.reject.RejectCode;
import io.sluice.spec.type.DataType.DecimalType;

/** What decoders of decimals share: the slow way to one. */
abstract class AnyDecimalDecoder extends NumberDecoder {
  final DecimalType type;

  AnyDecimalDecoder(ReadColumn column, DecimalType type) {
    super(column, column.rules().numbers().allowExponent());
    this.type = type;
  }

  /** Parses a text into {@link #number}; null if it fits the type. */
  final Problem parseDecimal(byte[] text, int start, int end) {
    Problem problem = parse(text, start, end);
    if (problem != null) {
      return problem;
    }
    long length = number.digitsAtScale(type.scale());
    if (length < 0) {
      return new Problem(
          RejectCode.TOO_MANY_DECIMALS,
          "has more than " + type.scale() + " decimals",
          "the column is a " + type.ddl() + "; declare a larger scale");
    }
    if (length > type.precision()) {
      return outOfRange(
          "at most " + (type.precision() - type.scale()) + " digits before the point");
    }
    return null;
  }
}
