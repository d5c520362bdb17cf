package io.sluice.formats.infer;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sluice.formats.decode.ScalarRecognizer;
import io.sluice.spec.type.DataType;
import io.sluice.spec.type.DataType.DecimalType;
import io.sluice.spec.type.DataType.Primitive;
import java.io.Serializable;
import java.util.Arrays;
import java.util.regex.Pattern;

/**
 * What is known of the values of one field: which types fit all of them, and how large they are.
 * Profiles of parts of a file, or of several files, merge in any order to the same profile. The
 * type it names decodes every value that it has seen. See docs/formats/types.md for the rules.
 */
public final class TypeProfile implements Serializable {
  /**
   * Integers and decimals are given room to grow, since a later file's larger number must not be a
   * reject: this many digits are kept in the same 64 bits as fewer.
   */
  private static final int ROOMY_PRECISION = DecimalType.MAX_LONG_PRECISION;

  /** Digits before the point that there is room for, however many decimals were seen. */
  private static final int ROOM = 4;

  private static final int NUMBERS =
      ScalarRecognizer.INTEGER | ScalarRecognizer.DECIMAL | ScalarRecognizer.DOUBLE;

  private static final int MAX_EXAMPLE_BYTES = 60;

  /** Words that people write for nothing. */
  private static final Pattern NOTHING =
      Pattern.compile(
          "(?i)n/?a|n\\.a\\.|#n/a|nan|null|none|nil|missing|unknown|\\\\n|-+|\\?+|\\.|k\\.?\\s?a\\.?");

  private long values;
  private long nulls;
  private long empties;
  private int fits = ScalarRecognizer.ANY;

  /** What fits all values that fit anything but string. */
  private int othersFit = ScalarRecognizer.ANY;

  /** Values that fit nothing but string. */
  private long texts;

  /** Whether those are all the same one. */
  private boolean oneText = true;

  /** Whether a value is one of digits, E and digits: 12E3, perhaps a code. */
  private boolean codes;

  /** Whether a value is a number beyond doubt: with a decimal point, a sign after E, of JSON. */
  private boolean surelyNumbers;

  private int wholeDigits;
  private int decimals;
  private int maxLength;
  private int maxTextLength;

  /** Of the values that fit no type but string, the shortest, then the first in byte order. */
  private byte[] example;

  /** Counts a null: a missing field, JSON's null, an unquoted empty field, a null token. */
  public void addNull() {
    nulls++;
  }

  /** Counts values that were not there to be looked at: records of a file without the field. */
  void addNulls(long count) {
    nulls += count;
  }

  /** Counts an empty text that is not null. */
  void addEmpty() {
    values++;
    empties++;
    fits = 0;
  }

  /** Counts a value of the types {@code types} (constants of {@link ScalarRecognizer}). */
  void add(int types, int valueWholeDigits, int valueDecimals, byte[] text, int start, int end) {
    values++;
    fits &= types;
    int length = end - start;
    maxLength = Math.max(maxLength, length);
    if (types == 0) {
      texts++;
      keepExample(text, start, end);
    } else {
      othersFit &= types;
      if ((types & NUMBERS) == ScalarRecognizer.DOUBLE) {
        noteExponent(text, start, end);
      }
      wholeDigits = Math.max(wholeDigits, valueWholeDigits);
      decimals = Math.max(decimals, valueDecimals);
    }
  }

  private void noteExponent(byte[] text, int start, int end) {
    boolean code = true;
    for (int i = start; i < end; i++) {
      byte c = text[i];
      code &= (c >= '0' && c <= '9') || c == 'E' || c == 'e';
    }
    codes |= code;
    surelyNumbers |= !code;
  }

  /** Notes that the values that look like numbers are. */
  void numbersAreCertain() {
    surelyNumbers = true;
  }

  private void keepExample(byte[] text, int start, int end) {
    int length = end - start;
    if (length > MAX_EXAMPLE_BYTES) {
      maxTextLength = Math.max(maxTextLength, length);
      oneText = false;
      return;
    }
    oneText =
        oneText && (example == null || Arrays.equals(text, start, end, example, 0, example.length));
    boolean better =
        example == null
            || length < example.length
            || (length == example.length
                && Arrays.compareUnsigned(text, start, end, example, 0, length) < 0);
    if (better) {
      example = Arrays.copyOfRange(text, start, end);
    }
  }

  /** Adds what another profile knows; the order of merges does not matter. */
  public void merge(TypeProfile other) {
    values += other.values;
    nulls += other.nulls;
    empties += other.empties;
    fits &= other.fits;
    othersFit &= other.othersFit;
    texts += other.texts;
    oneText &= other.oneText;
    codes |= other.codes;
    surelyNumbers |= other.surelyNumbers;
    wholeDigits = Math.max(wholeDigits, other.wholeDigits);
    decimals = Math.max(decimals, other.decimals);
    maxLength = Math.max(maxLength, other.maxLength);
    maxTextLength = Math.max(maxTextLength, other.maxTextLength);
    if (other.example != null) {
      keepExample(other.example, 0, other.example.length);
    }
  }

  /** All values, nulls included. */
  public long count() {
    return values + nulls;
  }

  public long nulls() {
    return nulls;
  }

  /** Whether there was any value that is not null. */
  public boolean hasValues() {
    return values > 0;
  }

  /** The type that holds every value seen; string if none was seen. */
  public DataType type() {
    return values == 0 ? Primitive.STRING : narrowest(fits);
  }

  private DataType narrowest(int types) {
    if ((types & ScalarRecognizer.BOOLEAN) != 0) {
      return Primitive.BOOLEAN;
    }
    // Before numbers: 20240229 is a date only where a pattern in the spec makes it one.
    if ((types & ScalarRecognizer.DATE) != 0) {
      return Primitive.DATE;
    }
    if ((types & ScalarRecognizer.TIMESTAMP_NTZ) != 0) {
      return Primitive.TIMESTAMP_NTZ;
    }
    if ((types & ScalarRecognizer.TIMESTAMP) != 0) {
      return Primitive.TIMESTAMP;
    }
    if ((types & ScalarRecognizer.INTEGER) != 0) {
      return Primitive.BIGINT;
    }
    int precision = wholeDigits + decimals;
    if ((types & ScalarRecognizer.DECIMAL) != 0 && precision <= DecimalType.MAX_PRECISION) {
      boolean roomy = decimals > 0 && ROOMY_PRECISION - decimals >= Math.max(wholeDigits, ROOM);
      return new DecimalType(roomy ? ROOMY_PRECISION : DecimalType.MAX_PRECISION, decimals);
    }
    boolean numbers = (types & ScalarRecognizer.DOUBLE) != 0;
    return numbers && (!codes || surelyNumbers || decimals > 0)
        ? Primitive.DOUBLE
        : Primitive.STRING;
  }

  /** For people: how many values there were, and why they are no narrower type. */
  public String evidence() {
    if (values == 0) {
      return nulls == 0 ? "no values" : "all " + nulls + " values are null";
    }
    StringBuilder text = new StringBuilder().append(values).append(" values");
    if (nulls > 0) {
      text.append(", ").append(nulls).append(" nulls");
    }
    DataType type = type();
    if (type != Primitive.STRING) {
      return text.append(", all fit ").append(type.ddl()).toString();
    }
    DataType others = narrowest(othersFit);
    boolean someTyped = values > texts + empties;
    if (oneText && texts > 0 && empties == 0 && someTyped && others != Primitive.STRING) {
      return text.append(", all but '")
          .append(new String(example, UTF_8))
          .append("' fit ")
          .append(others.ddl())
          .append(
              NOTHING.matcher(new String(example, UTF_8)).matches()
                  ? ": set null_tokens if it means null"
                  : ": as text the column keeps it as it is")
          .toString();
    }
    text.append(", at most ").append(maxLength).append(" bytes");
    if (example != null) {
      text.append(", for example '").append(new String(example, UTF_8)).append('\'');
    } else if (maxTextLength > 0) {
      text.append(", long texts");
    } else if (empties > 0) {
      text.append(", ").append(empties).append(" of them empty in quotes");
    } else {
      text.append(", of types that have only string in common");
    }
    return text.toString();
  }
}
