package io.sluice.parquet.encode;

import io.sluice.formats.column.Column;
import io.sluice.formats.column.DoubleColumn;
import io.sluice.formats.column.FloatColumn;
import io.sluice.formats.column.IntColumn;
import io.sluice.formats.column.LongColumn;
import io.sluice.parquet.bytes.GrowableBytes;
import io.sluice.parquet.bytes.Scratch;
import io.sluice.parquet.dictionary.LongDictionary;
import io.sluice.parquet.schema.Leaf;
import io.sluice.parquet.shred.Slots;
import io.sluice.parquet.stats.PageRange;
import io.sluice.parquet.stats.ValueRange;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.Type;

/**
 * INT32, INT64, FLOAT and DOUBLE. The values of a call are gathered as 64-bit words, floating point
 * as its bits, so that one dictionary and one loop of each kind serve all of them.
 */
final class FixedValues extends ValueEncoder {
  private final int width;
  private final Type physical;
  private final Scratch scratch;
  private final BloomBuilder bloom;
  private final GrowableBytes plain = new GrowableBytes(256, HEAD);
  private final ValueRange range;
  private final DictionaryAdvice advice;
  private DictionaryIndices indices;
  private LongDictionary dictionary;

  /** Whether a page refers to the dictionary, which must be kept then. */
  private boolean dictionaryUsed;

  FixedValues(
      Leaf leaf,
      int dictionaryLimit,
      Scratch scratch,
      BloomBuilder bloom,
      DictionaryAdvice advice) {
    this.advice = advice;
    this.width = leaf.width();
    this.physical = leaf.physical();
    this.scratch = scratch;
    this.bloom = bloom;
    this.range = ValueRange.of(physical);
    if (dictionaryLimit > 0 && advice.startsWithDictionary()) {
      indices = new DictionaryIndices();
      dictionary = new LongDictionary(Math.max(1, dictionaryLimit / width));
    }
  }

  @Override
  public void add(Column column, Slots slots) {
    int count = slots.values;
    long[] words;
    int from = 0;
    if (slots.positions == null && column instanceof LongColumn longs) {
      words = longs.values();
      from = slots.from;
    } else {
      words = scratch.longs(count);
      gather(column, slots, words);
    }
    range.add(words, from, count);
    int done = 0;
    if (indices != null) {
      done = dictionary.add(words, from, count, indices.reserve(count), indices.count());
      indices.added(done);
      if (done < count) {
        fallBack();
      } else if (tooDistinct(dictionary.size(), indices.total())) {
        advice.tooDistinct();
        fallBack();
      }
    }
    if (done < count) {
      putPlain(words, from + done, count - done);
    }
  }

  private static void gather(Column column, Slots slots, long[] words) {
    int count = slots.values;
    int[] positions = slots.positions;
    int from = slots.from;
    if (column instanceof LongColumn longs) {
      long[] values = longs.values();
      for (int i = 0; i < count; i++) {
        words[i] = values[positions[i]];
      }
    } else if (column instanceof IntColumn ints) {
      int[] values = ints.values();
      if (positions == null) {
        for (int i = 0; i < count; i++) {
          words[i] = values[from + i];
        }
      } else {
        for (int i = 0; i < count; i++) {
          words[i] = values[positions[i]];
        }
      }
    } else if (column instanceof DoubleColumn doubles) {
      double[] values = doubles.values();
      for (int i = 0; i < count; i++) {
        words[i] = Double.doubleToRawLongBits(values[positions == null ? from + i : positions[i]]);
      }
    } else {
      float[] values = ((FloatColumn) column).values();
      for (int i = 0; i < count; i++) {
        words[i] = Float.floatToRawIntBits(values[positions == null ? from + i : positions[i]]);
      }
    }
  }

  private void putPlain(long[] words, int from, int count) {
    writePlain(words, from, count, plain);
    if (bloom != null) {
      bloom.addWords(words, from, count, physical);
    }
  }

  private void writePlain(long[] words, int from, int count, GrowableBytes out) {
    byte[] data = out.reserve(Math.multiplyExact(count, width));
    int at = out.end();
    if (width == Long.BYTES) {
      for (int i = from; i < from + count; i++) {
        GrowableBytes.LONG.set(data, at, words[i]);
        at += Long.BYTES;
      }
    } else {
      for (int i = from; i < from + count; i++) {
        GrowableBytes.INT.set(data, at, (int) words[i]);
        at += Integer.BYTES;
      }
    }
    out.setEnd(at);
  }

  @Override
  public long indexBytes() {
    return indices == null ? -1 : indices.encodedSize(dictionary.size());
  }

  @Override
  public long plainBytes() {
    return (long) indices.count() * width;
  }

  @Override
  public void indicesTo(GrowableBytes out) {
    indices.appendTo(out, dictionary.size());
  }

  @Override
  public void plainTo(GrowableBytes out) {
    int count = indices.count();
    int[] array = indices.array();
    long[] entries = dictionary.entries();
    byte[] data = out.reserve(Math.multiplyExact(count, width));
    int at = out.end();
    for (int i = 0; i < count; i++) {
      if (width == Long.BYTES) {
        GrowableBytes.LONG.set(data, at, entries[array[i]]);
      } else {
        GrowableBytes.INT.set(data, at, (int) entries[array[i]]);
      }
      at += width;
    }
    out.setEnd(at);
  }

  @Override
  public void fallBack() {
    completeBloom();
    plainTo(plain);
    indices = null;
    if (!dictionaryUsed) {
      dictionary = null;
    }
  }

  @Override
  public int pageSize() {
    return indices == null ? plain.size() : indices.encodedSize(dictionary.size());
  }

  @Override
  public long allocated() {
    return plain.capacity()
        + (indices == null ? 0 : indices.allocated())
        + (dictionary == null ? 0 : dictionary.allocated());
  }

  @Override
  public Encoding drainTo(GrowableBytes out, PageRange pageRange) {
    range.drainTo(pageRange);
    if (indices != null && !dictionaryUsed) {
      int entries = dictionary.size();
      long withDictionary = (long) entries * width + indices.encodedSize(entries);
      if (entries > 0 && withDictionary >= plainBytes()) {
        fallBack();
      }
    }
    if (indices == null || dictionary.size() == 0) {
      out.take(plain);
      return Encoding.PLAIN;
    }
    dictionaryUsed = true;
    indices.drainTo(out, dictionary.size());
    return Encoding.PLAIN_DICTIONARY;
  }

  @Override
  public int dictionaryEntries() {
    return dictionaryUsed ? dictionary.size() : 0;
  }

  @Override
  public void dictionaryTo(GrowableBytes out) {
    writePlain(dictionary.entries(), 0, dictionary.size(), out);
  }

  @Override
  public void completeBloom() {
    if (bloom != null && indices != null) {
      bloom.addWords(dictionary.entries(), 0, dictionary.size(), physical);
    }
  }
}
