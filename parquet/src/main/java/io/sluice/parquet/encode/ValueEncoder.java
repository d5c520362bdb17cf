package io.sluice.parquet.encode;

import io.sluice.formats.column.Column;
import io.sluice.parquet.bytes.GrowableBytes;
import io.sluice.parquet.bytes.Scratch;
import io.sluice.parquet.schema.Leaf;
import io.sluice.parquet.shred.Slots;
import io.sluice.parquet.stats.PageRange;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.Type;

/**
 * Encodes the values (not the levels) of one column chunk, page by page, with a dictionary where it
 * pays.
 *
 * <p>For implementers of the writer: public only because another of its packages needs it.
 */
public abstract sealed class ValueEncoder permits BooleanValues, FixedValues, BytesValues {
  /** Free in front of plain values: more than the levels of a page take that are all the same. */
  static final int HEAD = 64;

  /** A column chunk whose values are this distinct is not worth a dictionary. */
  private static final double MAX_DISTINCT = 0.9;

  /** Values after which that is judged, before a page is full. */
  private static final int EARLY_JUDGEMENT = 4096;

  /**
   * @param dictionaryLimit bytes that the dictionary may take; 0: there is to be none
   * @param dictionary what became of the column's dictionaries before
   */
  public static ValueEncoder of(
      Leaf leaf,
      int dictionaryLimit,
      Scratch scratch,
      BloomBuilder bloom,
      DictionaryAdvice dictionary) {
    Type physical = leaf.physical();
    if (physical == Type.BOOLEAN) {
      return new BooleanValues();
    }
    return physical == Type.BYTE_ARRAY || physical == Type.FIXED_LEN_BYTE_ARRAY
        ? new BytesValues(leaf, dictionaryLimit, bloom, dictionary)
        : new FixedValues(leaf, dictionaryLimit, scratch, bloom, dictionary);
  }

  /** Takes the values of the slots. */
  public abstract void add(Column column, Slots slots);

  /** About how many bytes the page being filled would take, before compression. */
  public abstract int pageSize();

  /** Bytes of memory held. */
  public abstract long allocated();

  /**
   * Ends the page: appends its values to {@code out} and its least and greatest value to {@code
   * range}.
   */
  public abstract Encoding drainTo(GrowableBytes out, PageRange range);

  /** What the page being filled takes as indices; -1: it is not made of indices. */
  public long indexBytes() {
    return -1;
  }

  /** What the values, which are indices, would take plain. */
  public long plainBytes() {
    throw new UnsupportedOperationException("the values have no dictionary");
  }

  /** Appends the page being filled, which is made of indices and stays, as indices. */
  public void indicesTo(GrowableBytes out) {
    throw new UnsupportedOperationException("the values have no dictionary");
  }

  /** Appends the page being filled, which is made of indices and stays, as plain values. */
  public void plainTo(GrowableBytes out) {
    throw new UnsupportedOperationException("the values have no dictionary");
  }

  /** Goes on plain, with the page being filled: the pages before keep referring to the entries. */
  public void fallBack() {
    throw new UnsupportedOperationException("the values have no dictionary");
  }

  /** Entries of the dictionary that pages refer to; 0: there is none. */
  public int dictionaryEntries() {
    return 0;
  }

  /** Appends the dictionary's entries. */
  public void dictionaryTo(GrowableBytes out) {}

  /** Tells the bloom filter, if any, what it was not told yet. */
  public void completeBloom() {}

  static boolean tooDistinct(int entries, long values) {
    return values >= EARLY_JUDGEMENT && entries > MAX_DISTINCT * values;
  }
}
