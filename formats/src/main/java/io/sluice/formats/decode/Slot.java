package io.sluice.formats.decode;

import io.sluice.formats.column.BooleanColumn;
import io.sluice.formats.column.BytesColumn;
import io.sluice.formats.column.Column;
import io.sluice.formats.column.DoubleColumn;
import io.sluice.formats.column.IntColumn;
import io.sluice.formats.column.LongColumn;

/**
 * Where a field's values go, and in which simple form they may come: all that a loop over fields
 * must know of one, side by side in memory. Loops read the fields of this class directly.
 */
final class Slot {
  /** Stands after a record's last field. */
  static final int END = -2;

  /** Nobody asks for the field. */
  static final int SKIP = -1;

  /** No simple form. */
  static final int GENERAL = 0;

  static final int TEXT = 1;
  static final int BIGINT = 2;
  static final int INT = 3;
  static final int DECIMAL = 4;
  static final int DATE = 5;
  static final int REAL = 6;
  static final int TIMESTAMP = 7;
  static final int BOOL = 8;

  /** Null if the field is skipped. */
  final ScalarDecoder decoder;

  /** Whether a field that is not there makes a null. */
  final boolean absentIsNull;

  final int kind;
  final int min;
  final int max;
  final byte point;
  final int scale;

  /** Of a decimal, 10 to the power of precision less scale, of scale, and of precision. */
  final long wholes;

  final long unit;
  final long limit;

  final SimpleText.Zones zones;

  Column column;
  boolean[] nulls;
  long[] longs;
  int[] ints;
  double[] doubles;
  boolean[] booleans;
  int[] offsets;
  byte[] data;

  /**
   * @param special bytes that a value with a decimal point must not take for one
   */
  Slot(ScalarDecoder decoder, byte[] special) {
    this.decoder = decoder;
    absentIsNull = decoder == null || decoder.absentIsNull();
    SimpleForm simple = decoder == null ? new SimpleForm.None() : decoder.simpleForm();
    byte ownPoint =
        simple instanceof SimpleForm.Decimal d
            ? d.point()
            : simple instanceof SimpleForm.Real r ? r.point() : '.';
    boolean taken = false;
    for (byte each : special) {
      taken |= each == ownPoint;
    }
    kind = decoder == null ? SKIP : taken ? GENERAL : kind(simple);
    point = ownPoint;
    min = simple instanceof SimpleForm.Int type ? type.min() : 0;
    max = simple instanceof SimpleForm.Int type ? type.max() : 0;
    scale = simple instanceof SimpleForm.Decimal type ? type.scale() : 0;
    wholes = simple instanceof SimpleForm.Decimal type ? type.wholes() : 0;
    unit = Digits.power(scale);
    limit = simple instanceof SimpleForm.Decimal ? wholes * unit : 0;
    zones = simple instanceof SimpleForm.Timestamp type ? type.zones() : SimpleText.Zones.NONE;
  }

  /** What stands after the last. */
  private Slot() {
    decoder = null;
    absentIsNull = false;
    kind = END;
    min = 0;
    max = 0;
    point = 0;
    scale = 0;
    wholes = 0;
    unit = 0;
    limit = 0;
    zones = SimpleText.Zones.NONE;
  }

  static Slot end() {
    return new Slot();
  }

  private static int kind(SimpleForm simple) {
    if (simple instanceof SimpleForm.Text) {
      return TEXT;
    }
    if (simple instanceof SimpleForm.Bigint) {
      return BIGINT;
    }
    if (simple instanceof SimpleForm.Int) {
      return INT;
    }
    if (simple instanceof SimpleForm.Decimal) {
      return DECIMAL;
    }
    if (simple instanceof SimpleForm.Date) {
      return DATE;
    }
    if (simple instanceof SimpleForm.Real) {
      return REAL;
    }
    if (simple instanceof SimpleForm.Timestamp) {
      return TIMESTAMP;
    }
    return simple instanceof SimpleForm.Bool ? BOOL : GENERAL;
  }

  /** Says where values go until the next call; see {@link SimpleValues#bind}. */
  void bind(Column into, int rows) {
    column = into;
    into.ensureCapacity(rows);
    nulls = into.nulls();
    if (into instanceof LongColumn of) {
      longs = of.values();
    } else if (into instanceof IntColumn of) {
      ints = of.values();
    } else if (into instanceof DoubleColumn of) {
      doubles = of.values();
    } else if (into instanceof BooleanColumn of) {
      booleans = of.values();
    } else if (into instanceof BytesColumn of) {
      offsets = of.offsets();
      data = of.data();
    }
  }

  /** Makes room for {@code bytes} bytes after {@code end}; returns the data. */
  byte[] grow(int end, int bytes) {
    data = ((BytesColumn) column).ensureData(Math.addExact(end, bytes));
    return data;
  }
}
