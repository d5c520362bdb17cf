package io.sluice.formats.decode;

import io.sluice.formats.column.BooleanColumn;
import io.sluice.formats.column.BytesColumn;
import io.sluice.formats.column.Column;
import io.sluice.formats.column.DoubleColumn;
import io.sluice.formats.column.IntColumn;
import io.sluice.formats.column.LongColumn;
import io.sluice.formats.token.FieldTable;
import io.sluice.formats.token.Unescaper;
import java.util.Arrays;
import java.util.List;

/**
 * Stores one field after the other into the columns of a batch, while its record is being scanned.
 * What a field means is what the column's {@link ColumnDecoder} says; the plain forms of its type
 * are read without asking it. Nothing is reported from here: a field that would be an error is not
 * stored, and its record must be read the other way, by way of a {@link FieldTable}.
 *
 * <p>Columns are addressed by slot: their place among those given to the constructor. Not
 * thread-safe.
 */
public final class PlainValues {
  /** What {@link #store} and {@link #copy} return if the text must go to {@link #storeField}. */
  public static final int NOT_PLAIN = PlainText.NOT_PLAIN;

  private static final int GENERAL = 0;
  private static final int TEXT = 1;
  private static final int BIGINT = 2;
  private static final int INT = 3;
  private static final int DECIMAL = 4;
  private static final int DATE = 5;
  private static final int REAL = 6;
  private static final int TIMESTAMP = 7;
  private static final int BOOL = 8;

  private static final int WORD = Long.BYTES;

  private final ScalarDecoder[] decoders;
  private final Unescaper unescaper;
  private final int[] kinds;
  private final int[] mins;
  private final int[] maxs;
  private final byte[] points;
  private final int[] scales;
  private final long[] wholes;
  private final PlainText.Zones[] zones;

  private final Column[] columns;
  private final boolean[][] nulls;
  private final long[][] longs;
  private final int[][] ints;
  private final double[][] doubles;
  private final boolean[][] booleans;
  private final int[][] offsets;
  private final byte[][] data;
  private final RowErrors errors = new RowErrors();

  /**
   * @param decoders of scalar types, one a slot
   * @param unescaper of fields with {@link FieldTable#ESCAPED}
   * @param special bytes that end or begin fields in the format, whatever a value's rules say
   */
  public PlainValues(List<ColumnDecoder> decoders, Unescaper unescaper, byte... special) {
    int slots = decoders.size();
    this.decoders = decoders.toArray(new ScalarDecoder[slots]);
    this.unescaper = unescaper;
    kinds = new int[slots];
    mins = new int[slots];
    maxs = new int[slots];
    points = new byte[slots];
    scales = new int[slots];
    wholes = new long[slots];
    zones = new PlainText.Zones[slots];
    columns = new Column[slots];
    nulls = new boolean[slots][];
    longs = new long[slots][];
    ints = new int[slots][];
    doubles = new double[slots][];
    booleans = new boolean[slots][];
    offsets = new int[slots][];
    data = new byte[slots][];
    for (int slot = 0; slot < slots; slot++) {
      kinds[slot] = describe(slot, this.decoders[slot].plain());
      for (byte each : special) {
        if ((kinds[slot] == DECIMAL || kinds[slot] == REAL) && points[slot] == each) {
          kinds[slot] = GENERAL;
        }
      }
    }
  }

  /** Whether all of a decoder's work can be done here. */
  public static boolean knows(ColumnDecoder decoder) {
    return decoder instanceof ScalarDecoder;
  }

  private int describe(int slot, Plain plain) {
    if (plain instanceof Plain.Int type) {
      mins[slot] = type.min();
      maxs[slot] = type.max();
      return INT;
    }
    if (plain instanceof Plain.Decimal type) {
      points[slot] = type.point();
      scales[slot] = type.scale();
      wholes[slot] = type.wholes();
      return DECIMAL;
    }
    if (plain instanceof Plain.Real type) {
      points[slot] = type.point();
      return REAL;
    }
    if (plain instanceof Plain.Timestamp type) {
      zones[slot] = type.zones();
      return TIMESTAMP;
    }
    return plain instanceof Plain.Text
        ? TEXT
        : plain instanceof Plain.Bigint
            ? BIGINT
            : plain instanceof Plain.Date ? DATE : plain instanceof Plain.Bool ? BOOL : GENERAL;
  }

  /**
   * Says where values go from now on; to be called before each batch, since columns change their
   * arrays when they grow.
   *
   * @param into one column a slot, with room for as many rows as will be stored, and no nulls
   * @param rows how many
   */
  public void bind(Column[] into, int rows) {
    errors.reset(rows);
    for (int slot = 0; slot < into.length; slot++) {
      Column column = into[slot];
      columns[slot] = column;
      column.ensureCapacity(rows);
      nulls[slot] = column.nulls();
      if (column instanceof LongColumn of) {
        longs[slot] = of.values();
      } else if (column instanceof IntColumn of) {
        ints[slot] = of.values();
      } else if (column instanceof DoubleColumn of) {
        doubles[slot] = of.values();
      } else if (column instanceof BooleanColumn of) {
        booleans[slot] = of.values();
      } else if (column instanceof BytesColumn of) {
        offsets[slot] = of.offsets();
        data[slot] = of.data();
      }
    }
  }

  /** Whether the slot's texts are its values, for {@link #copy}. */
  public boolean isText(int slot) {
    return kinds[slot] == TEXT;
  }

  /**
   * Stores the plain value that begins at {@code at} and ends with the field, which the caller
   * verifies: what stands where it ends must end the field. If it does not, nothing is lost: the
   * row may be stored anew.
   *
   * @param text see {@link PlainText} for what must stand behind it
   * @return where the value ends, or {@link #NOT_PLAIN}
   */
  public int store(int slot, byte[] text, int at, int row) {
    switch (kinds[slot]) {
      case BIGINT:
        return PlainText.bigint(text, at, longs[slot], row);
      case DECIMAL:
        return PlainText.decimal(
            text, at, longs[slot], row, points[slot], scales[slot], wholes[slot]);
      case DATE:
        return PlainText.date(text, at, ints[slot], row);
      case INT:
        return PlainText.integer(text, at, ints[slot], row, mins[slot], maxs[slot]);
      case REAL:
        return PlainText.real(text, at, doubles[slot], row, points[slot]);
      case TIMESTAMP:
        return PlainText.timestamp(text, at, longs[slot], row, zones[slot]);
      case BOOL:
        return PlainText.bool(text, at, booleans[slot], row);
      default:
        return NOT_PLAIN;
    }
  }

  /** Where the bytes of a row that is to be stored begin, for {@link #copy}. */
  public int begin(int slot, int row) {
    return offsets[slot][row];
  }

  /** Where the bytes of a row end; what was stored so far may go on from here. */
  public int end(int slot, int row) {
    return offsets[slot][row + 1];
  }

  /**
   * Copies a text up to the first byte of either pattern (eight times the byte), or to the limit if
   * there is none, and makes that the end of the row's value.
   *
   * @param to where in the column's data: {@link #begin}, or {@link #end} to append
   * @param limit the text has {@code ByteWindow.SLACK} bytes behind it
   * @return where that byte stands; {@code limit} or more if there is none
   */
  public int copy(
      int slot, byte[] text, int at, int limit, int row, int to, long pattern1, long pattern2) {
    byte[] target = data[slot];
    int from = at;
    int end = to;
    while (from < limit) {
      if (end + WORD > target.length) {
        target = grow(slot, end);
      }
      long word = (long) Digits.LONG.get(text, from);
      Digits.LONG.set(target, end, word);
      long found = firstMatch(word, pattern1) | firstMatch(word, pattern2);
      if (found != 0) {
        int count = Long.numberOfTrailingZeros(found) >>> 3;
        offsets[slot][row + 1] = end + count;
        return from + count;
      }
      from += WORD;
      end += WORD;
    }
    offsets[slot][row + 1] = end - (from - limit);
    return limit;
  }

  /** The high bit of the first byte that is the pattern's; garbage above it. */
  private static long firstMatch(long word, long pattern) {
    long x = word ^ pattern;
    return (x - 0x0101010101010101L) & ~x & 0x8080808080808080L;
  }

  private byte[] grow(int slot, int end) {
    data[slot] = ((BytesColumn) columns[slot]).ensureData(Math.addExact(end, WORD));
    return data[slot];
  }

  /** Takes bytes off the end of a row's value. */
  public void shorten(int slot, int row, int bytes) {
    offsets[slot][row + 1] -= bytes;
  }

  /**
   * Adds a byte to the end of a row's value, which was stored by {@link #copy} and so has room for
   * it.
   */
  public void append(int slot, int row, byte b) {
    int end = offsets[slot][row + 1]++;
    data[slot][end] = b;
  }

  /**
   * Stores a field by all the rules.
   *
   * @param flags as in {@link FieldTable}
   * @return false if it is an error, whatever a bad value becomes by rule
   */
  public boolean storeField(int slot, byte[] text, int start, int end, int flags, int row) {
    Column column = columns[slot];
    column.nulls()[row] = false;
    decoders[slot].decodeField(text, start, end, flags, unescaper, column, row, errors);
    if (column instanceof BytesColumn bytes) {
      data[slot] = bytes.data();
    }
    if (errors.count() == 0) {
      return true;
    }
    errors.reset(0);
    return false;
  }

  /** Makes the row null where the field is not there at all, or what the rules want instead. */
  public boolean storeNothing(int slot, int row) {
    if (!decoders[slot].absentIsNull()) {
      return storeField(slot, new byte[0], 0, 0, FieldTable.MISSING, row);
    }
    nulls[slot][row] = true;
    int[] ends = offsets[slot];
    if (ends != null) {
      ends[row + 1] = ends[row];
    }
    return true;
  }

  /** Forgets a row of which not all fields could be stored. */
  public void forget(int row) {
    for (boolean[] flags : nulls) {
      if (row < flags.length) {
        flags[row] = false;
      }
    }
  }

  /** Says how many rows were stored. */
  public void setSize(int rows) {
    for (Column column : columns) {
      column.setSize(rows);
    }
  }

  @Override
  public String toString() {
    return "kinds " + Arrays.toString(kinds);
  }
}
