package io.sluice.parquet;

import io.sluice.formats.column.BytesColumn;
import io.sluice.formats.column.Column;
import io.sluice.parquet.WriterOptions.DictionaryUse;
import io.sluice.parquet.dictionary.BytesDictionary;
import java.util.Arrays;
import org.apache.parquet.format.Encoding;

/** BYTE_ARRAY, and FIXED_LEN_BYTE_ARRAY with the sign extended to its width. */
final class BytesValues extends ValueEncoder {
  private final Leaf leaf;

  /** 0: lengths vary, and are written in front of the values. */
  private final int width;

  private final BloomBuilder bloom;
  private final GrowableBytes plain = new GrowableBytes(256);
  private final BytesRange range;
  private final byte[] fixed;
  private DictionaryIndices indices;
  private BytesDictionary dictionary;
  private boolean dictionaryUsed;

  /** Plain bytes of the values that the page has as indices. */
  private long indexedBytes;

  /** The page in which each entry was seen last, so that its range is taken once a page. */
  private int[] seenIn = {};

  private int page;

  BytesValues(Leaf leaf, WriterOptions options, Scratch scratch, BloomBuilder bloom) {
    this.leaf = leaf;
    this.width = leaf.width();
    this.bloom = bloom;
    this.range = new BytesRange(leaf.order());
    this.fixed = new byte[width];
    if (options.dictionary() == DictionaryUse.WHERE_IT_PAYS) {
      indices = new DictionaryIndices();
      dictionary = new BytesDictionary(options.dictionaryPageBytes(), width == 0 ? 4 : 0);
    }
  }

  @Override
  void add(Column column, Slots slots) {
    BytesColumn source = (BytesColumn) column;
    byte[] data = source.data();
    int[] offsets = source.offsets();
    int count = slots.values;
    int done = 0;
    if (indices != null) {
      done = addIndices(data, offsets, slots);
      if (done < count || tooDistinct(dictionary.size(), indices.total())) {
        fallBack();
      }
    }
    int[] positions = slots.positions;
    for (int i = done; i < count; i++) {
      int row = positions == null ? slots.from + i : positions[i];
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
    int[] positions = slots.positions;
    int[] array = indices.reserve(count);
    int at = indices.count();
    long bytes = 0;
    int i = 0;
    for (; i < count; i++) {
      int row = positions == null ? slots.from + i : positions[i];
      int start = offsets[row];
      int length = offsets[row + 1] - start;
      int index;
      if (width == 0) {
        index = dictionary.add(data, start, length);
      } else {
        extend(data, start, length);
        index = dictionary.add(fixed, 0, width);
      }
      if (index < 0) {
        break;
      }
      array[at + i] = index;
      bytes += length;
    }
    indices.added(i);
    indexedBytes += width == 0 ? bytes + 4L * i : (long) i * width;
    return i;
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

  /** Goes on plain, with the page being filled: the pages before keep referring to the entries. */
  private void fallBack() {
    completeBloom();
    rangeOfIndices();
    int count = indices.count();
    int[] array = indices.array();
    byte[] data = dictionary.data();
    int[] offsets = dictionary.offsets();
    for (int i = 0; i < count; i++) {
      int entry = array[i];
      writePlain(data, offsets[entry], offsets[entry + 1] - offsets[entry], plain);
    }
    indices = null;
    seenIn = new int[0];
    if (!dictionaryUsed) {
      dictionary = null;
    }
  }

  private void rangeOfIndices() {
    if (seenIn.length < dictionary.size()) {
      seenIn = Arrays.copyOf(seenIn, Math.max(dictionary.size(), seenIn.length * 2));
    }
    page++;
    int[] seen = seenIn;
    int thisPage = page;
    int[] array = indices.array();
    byte[] data = dictionary.data();
    int[] offsets = dictionary.offsets();
    for (int i = 0; i < indices.count(); i++) {
      int entry = array[i];
      if (seen[entry] != thisPage) {
        seen[entry] = thisPage;
        range.add(data, offsets[entry], offsets[entry + 1] - offsets[entry]);
      }
    }
  }

  @Override
  int pageSize() {
    return indices == null ? plain.size() : indices.encodedSize(dictionary.size());
  }

  @Override
  long allocated() {
    return plain.capacity()
        + range.allocated()
        + seenIn.length * (long) Integer.BYTES
        + (indices == null ? 0 : indices.allocated())
        + (dictionary == null ? 0 : dictionary.allocated());
  }

  @Override
  Encoding drainTo(GrowableBytes out, PageRange pageRange) {
    if (indices != null && !dictionaryUsed && dictionary.size() > 0) {
      int size = dictionary.pageSize() + indices.encodedSize(dictionary.size());
      if (size >= indexedBytes) {
        fallBack();
      }
    }
    if (indices == null || dictionary.size() == 0) {
      range.drainTo(pageRange);
      out.write(plain);
      plain.clear();
      return Encoding.PLAIN;
    }
    rangeOfIndices();
    range.drainTo(pageRange);
    dictionaryUsed = true;
    indexedBytes = 0;
    indices.drainTo(out, dictionary.size());
    return Encoding.PLAIN_DICTIONARY;
  }

  @Override
  int dictionaryEntries() {
    return dictionaryUsed ? dictionary.size() : 0;
  }

  @Override
  void dictionaryTo(GrowableBytes out) {
    int[] offsets = dictionary.offsets();
    for (int i = 0; i < dictionary.size(); i++) {
      writePlain(dictionary.data(), offsets[i], offsets[i + 1] - offsets[i], out);
    }
  }

  @Override
  void completeBloom() {
    if (bloom != null && indices != null) {
      int[] offsets = dictionary.offsets();
      for (int i = 0; i < dictionary.size(); i++) {
        bloom.add(dictionary.data(), offsets[i], offsets[i + 1] - offsets[i]);
      }
    }
  }
}
