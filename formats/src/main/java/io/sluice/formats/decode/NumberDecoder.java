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

  /** One comma, and not three digits after it as between thousands. */
  private static boolean isDecimal(byte[] text, int start, int end) {
    int commas = 0;
    int after = 0;
    for (int i = start; i < end; i++) {
      commas += text[i] == ',' ? 1 : 0;
      after += commas > 0 && text[i] != ',' ? 1 : 0;
    }
    return commas == 1 && after != 3;
  }

  private String advice(byte[] text, int start, int end) {
    if (isBlank(text[start]) || isBlank(text[end - 1])) {
      return "set trim to drop the spaces around it";
    }
    if (end - start == 2 && text[start] == '\\' && text[start + 1] == 'N') {
      return "set null_tokens: [\"\\\\N\"] if it means null";
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
    if (digit && comma && !dot && point == '.' && isDecimal(text, start, end)) {
      return "set decimal_separator to \",\" if the comma is one";
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
