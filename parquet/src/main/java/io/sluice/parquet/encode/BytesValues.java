package io.sluice.parquet.encode;

import io.sluice.formats.column.BytesColumn;
import io.sluice.formats.column.Column;
import io.sluice.parquet.bytes.GrowableBytes;
import io.sluice.parquet.dictionary.BytesDictionary;
import io.sluice.parquet.schema.Leaf;
import io.sluice.parquet.shred.Slots;
import io.sluice.parquet.stats.BytesRange;
import io.sluice.parquet.stats.PageRange;
import java.util.Arrays;
import org.apache.parquet.format.Encoding;

/** BYTE_ARRAY, and FIXED_LEN_BYTE_ARRAY with the sign extended to its width. */
final class BytesValues extends ValueEncoder {
  private final Leaf leaf;

  /** 0: lengths vary, and are written in front of the values. */
  private final int width;

  private final BloomBuilder bloom;
  private final GrowableBytes plain = new GrowableBytes(256, HEAD);
  private final BytesRange range;
  private final DictionaryAdvice advice;
  private final byte[] fixed;
  private DictionaryIndices indices;
  private BytesDictionary dictionary;
  private boolean dictionaryUsed;

  /** The page in which each entry was seen last, so that its range is taken once a page. */
  private int[] seenIn = {};

  private int page;

  BytesValues(Leaf leaf, int dictionaryLimit, BloomBuilder bloom, DictionaryAdvice advice) {
    this.advice = advice;
    this.leaf = leaf;
    this.width = leaf.width();
    this.bloom = bloom;
    this.range = new BytesRange(leaf.order());
    this.fixed = new byte[width];
    if (dictionaryLimit > 0 && advice.startsWithDictionary()) {
      indices = new DictionaryIndices();
      dictionary = new BytesDictionary(dictionaryLimit, width == 0 ? 4 : 0);
    }
  }

  @Override
  public void add(Column column, Slots slots) {
    BytesColumn source = (BytesColumn) column;
    byte[] data = source.data();
    int[] offsets = source.offsets();
    int count = slots.values;
    int done = 0;
    if (indices != null) {
      done = addIndices(data, offsets, slots);
      if (done < count) {
        fallBack();
      } else if (tooDistinct(dictionary.size(), indices.total())) {
        advice.tooDistinct();
        fallBack();
      }
    }
    if (done < count) {
      putPlain(data, offsets, slots, done);
    }
  }

  /** The values from the {@code done}-th on. */
  private void putPlain(byte[] data, int[] offsets, Slots slots, int done) {
    int count = slots.values - done;
    int[] positions = slots.positions;
    int from = positions == null ? slots.from + done : done;
    if (width == 0 && bloom == null) {
      range.add(data, offsets, positions, from, count);
      plain.putAll(data, offsets, positions, from, count);
      return;
    }
    for (int i = from; i < from + count; i++) {
      int row = positions == null ? i : positions[i];
      int start = offsets[row];
      int length = offsets[row + 1] - start;
      if (width == 0) {
        putPlain(data, start, length);
      } else {
        extend(data, start, length);
        putPlain(fixed, 0, width);
      }
    }
  }

  private int addIndices(byte[] data, int[] offsets, Slots slots) {
    int count = slots.values;
    int[] array = indices.reserve(count);
    int at = indices.count();
    int added =
        width == 0
            ? dictionary.add(data, offsets, slots.positions, slots.from, count, array, at)
            : addExtended(data, offsets, slots, array, at);
    indices.added(added);
    return added;
  }

  private int addExtended(byte[] data, int[] offsets, Slots slots, int[] array, int at) {
    int count = slots.values;
    int[] positions = slots.positions;
    for (int i = 0; i < count; i++) {
      int row = positions == null ? slots.from + i : positions[i];
      extend(data, offsets[row], offsets[row + 1] - offsets[row]);
      int index = dictionary.add(fixed, 0, width);
      if (index < 0) {
        return i;
      }
      array[at + i] = index;
    }
    return count;
  }

  private void extend(byte[] data, int start, int length) {
    if (length > width) {
      throw new IllegalArgumentException(
          "column "
              + leaf.name()
              + ": a value of "
              + length
              + " bytes does not fit "
              + leaf.type().ddl()
              + ", which takes "
              + width);
    }
    int sign = length > 0 && data[start] < 0 ? 0xFF : 0;
    Arrays.fill(fixed, 0, width - length, (byte) sign);
    System.arraycopy(data, start, fixed, width - length, length);
  }

  private void putPlain(byte[] data, int start, int length) {
    range.add(data, start, length);
    if (bloom != null) {
      bloom.add(data, start, length);
    }
    writePlain(data, start, length, plain);
  }

  private void writePlain(byte[] data, int start, int length, GrowableBytes out) {
    if (width == 0) {
      out.putInt(length);
    }
    out.write(data, start, length);
  }

  @Override
  public void fallBack() {
    completeBloom();
    rangeOfIndices();
    plainTo(plain);
    indices = null;
    seenIn = new int[0];
    if (!dictionaryUsed) {
      dictionary = null;
    }
  }

  @Override
  public long indexBytes() {
    return indices == null ? -1 : indices.encodedSize(dictionary.size());
  }

  @Override
  public void indicesTo(GrowableBytes out) {
    indices.appendTo(out, dictionary.size());
  }

  @Override
  public void plainTo(GrowableBytes out) {
    int count = indices.count();
    int[] array = indices.array();
    byte[] data = dictionary.data();
    int[] offsets = dictionary.offsets();
    if (width == 0) {
      out.putAll(data, offsets, array, 0, count);
      return;
    }
    for (int i = 0; i < count; i++) {
      out.write(data, offsets[array[i]], width);
    }
  }

  @Override
  public long plainBytes() {
    int count = indices.count();
    if (width > 0) {
      return (long) count * width;
    }
    int[] array = indices.array();
    int[] offsets = dictionary.offsets();
    long bytes = (long) count * Integer.BYTES;
    for (int i = 0; i < count; i++) {
      bytes += offsets[array[i] + 1] - offsets[array[i]];
    }
    return bytes;
  }

  private void rangeOfIndices() {
    if (seenIn.length < dictionary.size()) {
      seenIn = Arrays.copyOf(seenIn, Math.max(dictionary.size(), seenIn.length * 2));
    }
    page++;
    int[] seen = seenIn;
    int thisPage = page;
    int[] array = indices.array();
    int count = indices.count();
    for (int i = 0; i < count; i++) {
      seen[array[i]] = thisPage;
    }
    byte[] data = dictionary.data();
    int[] offsets = dictionary.offsets();
    int entries = dictionary.size();
    for (int entry = 0; entry < entries; entry++) {
      if (seen[entry] == thisPage) {
        range.add(data, offsets[entry], offsets[entry + 1] - offsets[entry]);
      }
    }
  }

  @Override
  public int pageSize() {
    return indices == null ? plain.size() : indices.encodedSize(dictionary.size());
  }

  @Override
  public long allocated() {
    return plain.capacity()
        + range.allocated()
        + seenIn.length * (long) Integer.BYTES
        + (indices == null ? 0 : indices.allocated())
        + (dictionary == null ? 0 : dictionary.allocated());
  }

  @Override
  public Encoding drainTo(GrowableBytes out, PageRange pageRange) {
    if (indices != null && !dictionaryUsed && dictionary.size() > 0) {
      int size = dictionary.pageSize() + indices.encodedSize(dictionary.size());
      if (size >= plainBytes()) {
        fallBack();
      }
    }
    if (indices == null || dictionary.size() == 0) {
      range.drainTo(pageRange);
      out.take(plain);
      return Encoding.PLAIN;
    }
    rangeOfIndices();
    range.drainTo(pageRange);
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
    int[] offsets = dictionary.offsets();
    for (int i = 0; i < dictionary.size(); i++) {
      writePlain(dictionary.data(), offsets[i], offsets[i + 1] - offsets[i], out);
    }
  }

  @Override
  public void completeBloom() {
    if (bloom != null && indices != null) {
      int[] offsets = dictionary.offsets();
      for (int i = 0; i < dictionary.size(); i++) {
        bloom.add(dictionary.data(), offsets[i], offsets[i + 1] - offsets[i]);
      }
    }
  }
}
