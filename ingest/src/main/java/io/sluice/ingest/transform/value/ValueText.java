package io.sluice.ingest.transform.value;

import io.sluice.formats.column.BooleanColumn;
import io.sluice.formats.column.BytesColumn;
import io.sluice.formats.column.Column;
import io.sluice.formats.column.DoubleColumn;
import io.sluice.formats.column.FloatColumn;
import io.sluice.formats.column.IntColumn;
import io.sluice.formats.column.LongColumn;
import io.sluice.spec.type.DataType.DecimalType;
import io.sluice.spec.type.DataType.Primitive;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.function.IntFunction;

/**
 * The text of a column's values, as Spark SQL casts them to string under ANSI rules with UTC as its
 * zone: UTF-8 bytes, or the bytes as they are of a binary value. Stands at one row at a time.
 */
public abstract class ValueText {
  private static final int SHOWN_CHARACTERS = 100;

  private byte[] data;
  private int start;
  private int end;

  private ValueText() {}

  /** The texts of a column of any type. The column must not change meanwhile. */
  public static ValueText of(Column column) {
    if (column instanceof BytesColumn bytes && !(bytes.type() instanceof DecimalType)) {
      return new Stored(bytes);
    }
    if (column instanceof IntColumn ints && ints.type() != Primitive.DATE) {
      int[] values = ints.values();
      return new Whole(row -> values[row]);
    }
    if (column instanceof LongColumn longs && longs.type() == Primitive.BIGINT) {
      long[] values = longs.values();
      return new Whole(row -> values[row]);
    }
    return new Made(strings(column));
  }

  /** A value as a string, which is not null. */
  static IntFunction<String> strings(Column column) {
    if (column.type().nested()) {
      return new NestedText(column);
    }
    if (column.type() instanceof DecimalType) {
      DecimalReader decimals = DecimalReader.of(column);
      return row -> decimals.value(row).toPlainString();
    }
    if (column instanceof BooleanColumn booleans) {
      return row -> Boolean.toString(booleans.values()[row]);
    } else if (column instanceof FloatColumn floats) {
      return row -> Float.toString(floats.values()[row]);
    } else if (column instanceof DoubleColumn doubles) {
      return row -> Double.toString(doubles.values()[row]);
    } else if (column instanceof IntColumn ints) {
      return ints.type() == Primitive.DATE
          ? row -> LocalDate.ofEpochDay(ints.values()[row]).toString()
          : row -> Integer.toString(ints.values()[row]);
    } else if (column instanceof LongColumn longs) {
      return longs.type() == Primitive.BIGINT
          ? row -> Long.toString(longs.values()[row])
          : row -> Temporals.text(longs.values()[row]);
    }
    BytesColumn bytes = (BytesColumn) column;
    return row -> {
      int from = bytes.offsets()[row];
      int length = bytes.offsets()[row + 1] - from;
      return new String(bytes.data(), from, length, StandardCharsets.UTF_8);
    };
  }

  /** Goes to a row whose value is not null. */
  public abstract void at(int row);

  /** The array that has the bytes; only valid at this row. */
  public final byte[] data() {
    return data;
  }

  /** Where the bytes begin. */
  public final int start() {
    return start;
  }

  /** Where the bytes end. */
  public final int end() {
    return end;
  }

  /** The text as a string. */
  public final String string() {
    return new String(data, start, end - start, StandardCharsets.UTF_8);
  }

  /** For messages: the first hundred characters, in single quotes. */
  public final String shown() {
    int to = Utf8.skip(data, start, end, SHOWN_CHARACTERS);
    return "'" + new String(data, start, to - start, StandardCharsets.UTF_8) + "'";
  }

  final void set(byte[] bytes, int from, int to) {
    data = bytes;
    start = from;
    end = to;
  }

  /** Bytes that are there already. */
  private static final class Stored extends ValueText {
    private final byte[] bytes;
    private final int[] offsets;

    Stored(BytesColumn column) {
      bytes = column.data();
      offsets = column.offsets();
    }

    @Override
    public void at(int row) {
      set(bytes, offsets[row], offsets[row + 1]);
    }
  }

  private interface LongAt {
    long at(int row);
  }

  /** Whole numbers, without an object for each. */
  private static final class Whole extends ValueText {
    private static final int MOST_DIGITS = 20;

    private final LongAt values;
    private final byte[] digits = new byte[MOST_DIGITS];

    Whole(LongAt values) {
      this.values = values;
    }

    @Override
    public void at(int row) {
      long value = values.at(row);
      int at = MOST_DIGITS;
      // Negative numbers reach further than positive ones.
      long left = value > 0 ? -value : value;
      do {
        digits[--at] = (byte) ('0' - left % 10);
        left /= 10;
      } while (left != 0);
      if (value < 0) {
        digits[--at] = '-';
      }
      set(digits, at, MOST_DIGITS);
    }
  }

  /** What Java's own classes write. */
  private static final class Made extends ValueText {
    private final IntFunction<String> strings;

    Made(IntFunction<String> strings) {
      this.strings = strings;
    }

    @Override
    public void at(int row) {
      byte[] bytes = strings.apply(row).getBytes(StandardCharsets.UTF_8);
      set(bytes, 0, bytes.length);
    }
  }
}
