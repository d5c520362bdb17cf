package io.sluice.formats.decode;

import io.sluice.formats.column.BytesColumn;
import io.sluice.formats.column.Column;
import io.sluice.formats.read.ReadColumn;
import io.sluice.formats.reject.RejectCode;
import io.sluice.formats.text.Swar;
import io.sluice.formats.token.FieldTable;

/** {@code string}: the text as it is; of a JSON object or array its source text. */
final class StringDecoder extends ScalarDecoder {
  /** Texts of up to this length are copied as two words, which is cheaper than a call. */
  private static final int TWO_WORDS = 16;

  private final boolean trim;

  StringDecoder(ReadColumn column) {
    super(column);
    trim = column.rules().trim();
  }

  @Override
  RejectCode unparsableCode() {
    return RejectCode.CAST_FAILED;
  }

  @Override
  boolean emptyIsValue() {
    return true;
  }

  @Override
  void decodeRows(FieldTable table, int field, Column out, RowErrors errors) {
    byte[] text = table.buffer();
    int[] starts = table.starts();
    int[] ends = table.ends();
    byte[] flags = table.flags();
    int records = table.records();
    int width = table.width();
    BytesColumn column = (BytesColumn) out;
    byte[] data = column.data();
    int[] offsets = column.offsets();
    boolean tokensFirst = tokensFirst();
    int lastWord = text.length - TWO_WORDS;
    int to = 0;
    for (int row = 0, at = field; row < records; row++, at += width) {
      int start = starts[at];
      int end = ends[at];
      if ((flags[at] & NO_TEXT) != 0
          || start >= end
          || (trim && (isBlank(text[start]) || isBlank(text[end - 1])))
          || (tokensFirst && nullTokens.matches(text, start, end))) {
        decodeSlowly(table, field, row, out, errors);
        // A default may be longer than the text it stands for.
        data = column.data();
        to = offsets[row + 1];
        continue;
      }
      int length = end - start;
      if (to + Math.max(length, TWO_WORDS) > data.length) {
        data = column.ensureData(Math.addExact(to, Math.max(length, TWO_WORDS)));
      }
      if (length <= TWO_WORDS && start <= lastWord) {
        Swar.LONGS.set(data, to, (long) Swar.LONGS.get(text, start));
        Swar.LONGS.set(data, to + 8, (long) Swar.LONGS.get(text, start + 8));
      } else {
        System.arraycopy(text, start, data, to, length);
      }
      to += length;
      offsets[row + 1] = to;
    }
  }

  @Override
  SimpleForm simpleForm() {
    return trim || tokensFirst() ? new SimpleForm.None() : new SimpleForm.Text();
  }

  @Override
  boolean storeSimple(byte[] text, int start, int end, Column out, int row) {
    if (trim && (isBlank(text[start]) || isBlank(text[end - 1]))) {
      return false;
    }
    ((BytesColumn) out).set(row, text, start, end - start);
    return true;
  }

  @Override
  Problem store(byte[] text, int start, int end, Column out, int row) {
    ((BytesColumn) out).set(row, text, start, end - start);
    return null;
  }

  @Override
  void storeNested(byte[] text, int start, int end, Column out, int row, RowErrors errors) {
    store(text, start, end, out, row);
  }
}
