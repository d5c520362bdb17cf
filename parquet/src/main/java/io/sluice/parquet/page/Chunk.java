package io.sluice.parquet.page;

import io.sluice.parquet.schema.Leaf;
import io.sluice.parquet.schema.ValueOrder;
import io.sluice.parquet.stats.PageRange;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.apache.parquet.format.CompressionCodec;
import org.apache.parquet.format.Encoding;

/**
 * A column chunk: its pages as they will stand in the file, and what is known about them.
 *
 * <p>For implementers of the writer: public only because another of its packages needs it.
 */
public final class Chunk {
  /** What the page index says about a page. */
  public static final class PageInfo {
    private final long firstRow;
    private final long nulls;
    private final boolean allNull;
    private final byte[] min;
    private final byte[] max;

    private PageInfo(long firstRow, int slots, int nulls, PageRange range) {
      this.firstRow = firstRow;
      this.nulls = nulls;
      this.allNull = nulls == slots;
      this.min = range.min;
      this.max = range.max;
    }

    public long firstRow() {
      return firstRow;
    }

    long nulls() {
      return nulls;
    }

    boolean allNull() {
      return allNull;
    }

    /** Null where the page has no value, as is {@link #max()}. */
    byte[] min() {
      return min;
    }

    byte[] max() {
      return max;
    }
  }

  private final Leaf leaf;
  private final CompressionCodec codec;
  private final List<byte[]> pages = new ArrayList<>();
  private final List<PageInfo> infos = new ArrayList<>();
  private final Map<Encoding, Integer> pageEncodings = new EnumMap<>(Encoding.class);
  private byte[] dictionary;
  private byte[] bloom;
  private long compressedSize;
  private long uncompressedSize;
  private long slots;
  private long rows;
  private long nulls;
  private boolean nan;
  private byte[] min;
  private byte[] max;

  public Chunk(Leaf leaf, CompressionCodec codec) {
    this.leaf = leaf;
    this.codec = codec;
  }

  /** Takes a compressed page: those of values in their order. */
  public void add(Page page) {
    compressedSize += page.stored().length;
    uncompressedSize += page.uncompressedSize();
    if (page.isDictionary()) {
      dictionary = page.stored();
      return;
    }
    PageRange range = page.range();
    pages.add(page.stored());
    infos.add(new PageInfo(rows, page.slots(), page.nulls(), range));
    pageEncodings.merge(page.encoding(), 1, Integer::sum);
    rows += page.rows();
    slots += page.slots();
    nulls += page.nulls();
    nan |= range.nan;
    if (range.min != null) {
      ValueOrder order = leaf.order();
      min = min == null ? range.min : order.min(min, range.min);
      max = max == null ? range.max : order.max(max, range.max);
    }
  }

  public void setBloom(byte[] headerAndBits) {
    bloom = headerAndBits;
  }

  public Leaf leaf() {
    return leaf;
  }

  public CompressionCodec codec() {
    return codec;
  }

  public List<byte[]> pages() {
    return pages;
  }

  public List<PageInfo> infos() {
    return infos;
  }

  /** Data pages by encoding. */
  public Map<Encoding, Integer> pageEncodings() {
    return pageEncodings;
  }

  /** Null if there is none. */
  public byte[] dictionary() {
    return dictionary;
  }

  /** Null if there is none. */
  public byte[] bloom() {
    return bloom;
  }

  /** Headers included, as is {@link #uncompressedSize()}. */
  public long compressedSize() {
    return compressedSize;
  }

  public long uncompressedSize() {
    return uncompressedSize;
  }

  /** Values, nulls and empty lists included: what Parquet calls the chunk's values. */
  public long slots() {
    return slots;
  }

  public long nulls() {
    return nulls;
  }

  /** Whether a NaN is among the values: then no bounds are written. */
  boolean hasNan() {
    return nan;
  }

  /** The least value that is not NaN; null if there is none. */
  public byte[] min() {
    return min;
  }

  public byte[] max() {
    return max;
  }
}
