package io.sluice.formats.decode;

import io.sluice.formats.read.ReadColumn;
import io.sluice.formats.reject.RejectCode;

/** What decoders of numbers share: the grammar, and advice for texts outside it. */
abstract class NumberDecoder extends ScalarDecoder {
  final NumberText number;
  final byte point;

  NumberDecoder(ReadColumn column, boolean allowExponent) {
    super(column);
    number = new NumberText(column.rules(), allowExponent);
    point = number.pointByte();
  }

  @Override
  final RejectCode unparsableCode() {
    return RejectCode.NOT_A_NUMBER;
  }

  /** Parses a text into {@link #number}; null if it is one. */
  final Problem parse(byte[] text, int start, int end) {
    return switch (number.parse(text, start, end)) {
      case NONE -> null;
      case EXPONENT -> unparsable("set allow_exponent to accept exponents, or declare it double");
      case NOT_A_NUMBER -> unparsable(advice(text, start, end));
    };
  }

  final Problem outOfRange(String range) {
    return new Problem(
        RejectCode.NUMBER_OUT_OF_RANGE,
        "is out of the range of " + column.type().ddl() + " (" + range + ")",
        "");
  }

  private String advice(byte[] text, int start, int end) {
    if (isBlank(text[start]) || isBlank(text[end - 1])) {
      return "set trim to drop the spaces around it";
    }
    boolean digit = false;
    boolean comma = false;
    boolean dot = false;
    for (int i = start; i < end; i++) {
      byte c = text[i];
      digit |= c >= '0' && c <= '9';
      comma |= c == ',';
      dot |= c == '.';
      if ((c < '0' || c > '9') && ",.+-".indexOf(c) < 0) {
        return "";
      }
    }
    if (digit && comma && point == '.') {
      return "set grouping_separator or decimal_separator if the comma is one";
    }
    if (digit && dot && point != '.') {
      return "set grouping_separator if the point is one";
    }
    return "";
  }
}
