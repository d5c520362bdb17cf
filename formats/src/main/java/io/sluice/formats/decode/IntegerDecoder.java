package io.sluice.formats.decode;

import io.sluice.formats.read.ReadColumn;
import io.sluice.formats.reject.RejectCode;

/** What decoders of whole numbers share: the slow way to one. */
abstract class IntegerDecoder extends NumberDecoder {
  private final long min;
  private final long max;
  private long value;

  IntegerDecoder(ReadColumn column, long min, long max) {
    super(column, column.rules().numbers().allowExponent());
    this.min = min;
    this.max = max;
  }

  /** The number that {@link #parseInteger} found. */
  final long value() {
    return value;
  }

  final Problem parseInteger(byte[] text, int start, int end) {
    Problem problem = parse(text, start, end);
    if (problem != null) {
      return problem;
    }
    if (number.pointSeen() && !column.rules().numbers().allowExponent()) {
      return new Problem(
          RejectCode.TOO_MANY_DECIMALS,
          "is not " + typeName(),
          "it has a decimal point; declare it decimal or double, or set allow_exponent to accept"
              + " whole numbers in this form");
    }
    long length = number.digitsAtScale(0);
    if (length < 0) {
      return new Problem(
          RejectCode.TOO_MANY_DECIMALS,
          "is not " + typeName(),
          "it is not a whole number; declare it decimal or double");
    }
    if (length > 19) {
      return outOfRange(min + " to " + max);
    }
    var whole = number.unscaled(0);
    if (whole.bitLength() > 63 || whole.longValue() < min || whole.longValue() > max) {
      return outOfRange(min + " to " + max);
    }
    value = whole.longValue();
    return null;
  }
}
