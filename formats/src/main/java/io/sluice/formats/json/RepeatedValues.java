package io.sluice.formats.json;

import io.sluice.formats.column.Column;
import io.sluice.formats.column.RepeatedColumn;
import io.sluice.formats.decode.RowErrors;
import io.sluice.formats.read.ReadColumn;
import io.sluice.formats.token.FieldTable;
import java.util.Arrays;

/** Values with any number of parts: the parts of all records become the rows of one inner table. */
abstract class RepeatedValues extends NestedValues {
  final FieldTable parts;
  private final byte close;

  /**
   * @param width how many fields a part has
   */
  RepeatedValues(ReadColumn column, char open, char close, int width) {
    super(column, open);
    this.close = (byte) close;
    parts = new FieldTable(width, 64, JsonUnescaper.INSTANCE);
  }

  /** Notes the fields of the part that begins at {@code at}; returns the position after it. */
  abstract int note(byte[] text, int at, int end, int part);

  /** Decodes the parts into the columns of {@code out} that hold them. */
  abstract void decodeParts(Column out, int count, Owners owners, RowErrors rowErrors);

  /** Whose parts are whose. */
  static final class Owners {
    private final int[] offsets;
    private final int rows;

    private Owners(int[] offsets, int rows) {
      this.offsets = offsets;
      this.rows = rows;
    }

    /** The row that a part belongs to: the last one that begins at or before it. */
    int row(int part) {
      int at = Arrays.binarySearch(offsets, 0, rows + 1, part + 1);
      int after = at < 0 ? -at - 1 : at;
      // Empty rows share their offset with the next: the owner's end is the first that lies after.
      while (after > 0 && offsets[after - 1] > part) {
        after--;
      }
      return after - 1;
    }

    /** A part's number in its row. */
    int index(int part) {
      return part - offsets[row(part)];
    }
  }

  @Override
  final void decodeValues(FieldTable table, int field, Column out, RowErrors rowErrors) {
    int records = table.records();
    byte[] text = table.buffer();
    boolean[] nulls = out.nulls();
    int[] offsets = ((RepeatedColumn) out).offsets();
    parts.clear();
    parts.setBuffer(text);
    offsets[0] = 0;
    for (int row = 0; row < records; row++) {
      int at = row * table.width() + field;
      offsets[row + 1] =
          nulls[row]
              ? offsets[row]
              : noteAll(text, table.starts()[at], table.ends()[at], offsets[row]);
    }
    int count = offsets[records];
    parts.setRecords(count);
    decodeParts(out, count, new Owners(offsets, records), rowErrors);
  }

  private int noteAll(byte[] text, int start, int end, int first) {
    int part = first;
    int at = JsonScanner.skipSpace(text, start + 1, end);
    while (text[at] != close) {
      if (part == parts.capacity()) {
        parts.ensureCapacity(part + 1);
      }
      at = JsonScanner.skipSpace(text, note(text, at, end, part), end);
      part++;
      if (text[at] == ',') {
        at = JsonScanner.skipSpace(text, at + 1, end);
      }
    }
    return part;
  }

  /** Notes the value at {@code at} as a field of a part; returns the position after it. */
  final int noteValue(byte[] text, int at, int end, int slot) {
    int after = scanner.value(text, at, end, 0);
    byte flags = flags(text[at]);
    int quote = (flags & FieldTable.QUOTED) != 0 ? 1 : 0;
    set(slot, at + quote, after - quote, flags);
    return after;
  }

  final void set(int slot, int start, int end, byte flags) {
    parts.starts()[slot] = start;
    parts.ends()[slot] = end;
    parts.flags()[slot] = flags;
  }
}
