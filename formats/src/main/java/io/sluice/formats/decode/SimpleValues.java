package io.sluice.formats.decode;

import io.sluice.formats.column.BytesColumn;
import io.sluice.formats.column.Column;
import io.sluice.formats.text.Swar;
import io.sluice.formats.token.FieldTable;
import io.sluice.formats.token.Unescaper;
import java.util.List;

/**
 * Stores one field after the other into the columns of a batch, while its record is being scanned.
 * What a field means is what the column's {@link ColumnDecoder} says; the simple forms of its type
 * are read without asking it. Nothing is reported from here: a field that would be an error is not
 * stored, and its record must be read the other way, by way of a {@link FieldTable}.
 *
 * <p>Columns are addressed by slot: their place among those given to the constructor. Not
 * thread-safe.
 */
public final class SimpleValues {
  /** What {@link #store} returns if the text must go to {@link #storeField}. */
  public static final int NOT_SIMPLE = SimpleText.NOT_SIMPLE;

  private static final int WORD = Long.BYTES;
  private static final byte[] NO_TEXT = {};

  private final Slot[] slots;
  private final Unescaper unescaper;
  private final RowErrors errors = new RowErrors();

  /**
   * @param decoders of scalar types, one a slot; null for a field that is not to be stored
   * @param unescaper of fields with {@link FieldTable#ESCAPED}
   * @param special bytes that end or begin fields in the format, whatever a value's rules say
   */
  public SimpleValues(List<ColumnDecoder> decoders, Unescaper unescaper, byte... special) {
    this.unescaper = unescaper;
    slots = new Slot[decoders.size()];
    for (int i = 0; i < slots.length; i++) {
      slots[i] = new Slot((ScalarDecoder) decoders.get(i), special);
    }
  }

  /** Whether all of a decoder's work can be done here. */
  public static boolean knows(ColumnDecoder decoder) {
    return decoder instanceof ScalarDecoder;
  }

  /**
   * Says where values go from now on; to be called before each batch, since columns change their
   * arrays when they grow.
   *
   * @param into one column a slot (null where nothing is stored), without nulls
   * @param rows how many rows will be stored at most
   */
  public void bind(Column[] into, int rows) {
    errors.reset(rows);
    for (int i = 0; i < into.length; i++) {
      if (into[i] != null) {
        slots[i].bind(into[i], rows);
      }
    }
  }

  Slot[] slots() {
    return slots;
  }

  /** Whether the slot's texts are its values: then they may be copied (see {@link #begin}). */
  public boolean isText(int slot) {
    return slots[slot].kind == Slot.TEXT;
  }

  /**
   * Stores the simple value that begins at {@code at} and ends with the field, which the caller
   * verifies: what stands where it ends must end the field. If it does not, nothing is lost: the
   * row may be stored again.
   *
   * @param text see {@link SimpleText} for what must stand after it
   * @return where the value ends, or {@link #NOT_SIMPLE}
   */
  public int store(int slot, byte[] text, int at, int row) {
    return store(slots[slot], text, at, row);
  }

  static int store(Slot slot, byte[] text, int at, int row) {
    return switch (slot.kind) {
      case Slot.BIGINT -> SimpleText.bigint(text, at, slot.longs, row);
      case Slot.DECIMAL -> SimpleText.decimal(text, at, slot.longs, row, slot);
      case Slot.DATE -> SimpleText.date(text, at, slot.ints, row);
      case Slot.INT -> SimpleText.integer(text, at, slot.ints, row, slot.min, slot.max);
      case Slot.REAL -> SimpleText.real(text, at, slot.doubles, row, slot.point);
      case Slot.TIMESTAMP -> SimpleText.timestamp(text, at, slot.longs, row, slot.zones);
      case Slot.BOOL -> SimpleText.bool(text, at, slot.booleans, row);
      default -> NOT_SIMPLE;
    };
  }

  /** Where the bytes of a row that is to be stored begin, for those who copy them themselves. */
  public int begin(int slot, int row) {
    return slots[slot].offsets[row];
  }

  /** The bytes of a column; who has copied a row's calls {@link #setEnd}. */
  public byte[] data(int slot) {
    return slots[slot].data;
  }

  /** Makes room for a word at {@code end}; returns what {@link #data} is from now on. */
  public byte[] grow(int slot, int end) {
    return slots[slot].grow(end, WORD);
  }

  /** Says where the bytes of a row end. */
  public void setEnd(int slot, int row, int end) {
    slots[slot].offsets[row + 1] = end;
  }

  /**
   * Copies a text up to the first byte of either pattern (eight times the byte), or to the limit if
   * there is none, and makes that the row's value.
   *
   * @param limit the text has {@code ByteWindow.SLACK} bytes after it
   * @return where that byte stands; {@code limit} or more if there is none
   */
  static int copy(
      Slot slot, byte[] text, int at, int limit, int row, long pattern1, long pattern2) {
    byte[] target = slot.data;
    int from = at;
    int end = slot.offsets[row];
    while (from < limit) {
      if (end + WORD > target.length) {
        target = slot.grow(end, WORD);
      }
      long word = (long) Swar.LONGS.get(text, from);
      Swar.LONGS.set(target, end, word);
      long found = Swar.firstMatch(word, pattern1) | Swar.firstMatch(word, pattern2);
      if (found != 0) {
        int count = Swar.index(found);
        slot.offsets[row + 1] = end + count;
        return from + count;
      }
      from += WORD;
      end += WORD;
    }
    slot.offsets[row + 1] = end - (from - limit);
    return limit;
  }

  /**
   * Copies a text in quotes, of two quotes in it the first, and makes that the row's value.
   *
   * @param at after the opening quote
   * @param limit after which the text has a byte that is no quote, and 15 more
   * @return where the closing quote stands; {@code limit} if there is none
   */
  static int copyQuoted(
      Slot slot, byte[] text, int at, int limit, int row, int quote, long quotes) {
    byte[] target = slot.data;
    int from = at;
    int end = slot.offsets[row];
    while (from < limit) {
      if (end + 2 * WORD > target.length) {
        target = slot.grow(end, 2 * WORD);
      }
      long word = (long) Swar.LONGS.get(text, from);
      long next = (long) Swar.LONGS.get(text, from + WORD);
      Swar.LONGS.set(target, end, word);
      Swar.LONGS.set(target, end + WORD, next);
      long found = Swar.firstMatch(word, quotes);
      if (found == 0) {
        found = Swar.firstMatch(next, quotes);
        from += WORD;
        end += WORD;
      }
      if (found == 0) {
        from += WORD;
        end += WORD;
        continue;
      }
      int count = Swar.index(found);
      from += count + 1;
      end += count;
      if (from > limit) {
        return limit;
      }
      if (text[from] != quote) {
        slot.offsets[row + 1] = end;
        return from - 1;
      }
      from++;
      end++;
    }
    return limit;
  }

  /** Takes bytes off the end of a row's value. */
  public void shorten(int slot, int row, int bytes) {
    slots[slot].offsets[row + 1] -= bytes;
  }

  /**
   * Stores a field by all the rules.
   *
   * @param flags as in {@link FieldTable}
   * @return false if its record must be rejected; what does not parse in a column where it becomes
   *     null by rule is stored as null, and what it was is known only to the caller
   */
  public boolean storeField(int slot, byte[] text, int start, int end, int flags, int row) {
    Slot into = slots[slot];
    if (into.kind == Slot.SKIP) {
      return true;
    }
    into.nulls[row] = false;
    into.decoder.decodeField(text, start, end, flags, unescaper, into.column, row, errors);
    if (into.column instanceof BytesColumn bytes) {
      into.data = bytes.data();
    }
    if (errors.count() == 0) {
      return true;
    }
    errors.reset(0);
    return false;
  }

  /** Makes the row null where the field is not there at all, or what the rules want instead. */
  public boolean storeNothing(int slot, int row) {
    Slot into = slots[slot];
    if (into.kind == Slot.SKIP) {
      return true;
    }
    if (!into.absentIsNull) {
      return storeField(slot, NO_TEXT, 0, 0, FieldTable.MISSING, row);
    }
    storeNull(into, row);
    return true;
  }

  static void storeNull(Slot slot, int row) {
    slot.nulls[row] = true;
    int[] offsets = slot.offsets;
    if (offsets != null) {
      offsets[row + 1] = offsets[row];
    }
  }

  /** Forgets a row of which not all fields could be stored. */
  public void forget(int row) {
    for (Slot slot : slots) {
      if (slot.nulls != null && row < slot.nulls.length) {
        slot.nulls[row] = false;
      }
    }
  }

  /** Says how many rows were stored. */
  public void setSize(int rows) {
    for (Slot slot : slots) {
      if (slot.column != null) {
        slot.column.setSize(rows);
      }
    }
  }
}
