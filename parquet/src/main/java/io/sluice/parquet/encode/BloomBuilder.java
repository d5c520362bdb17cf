package io.sluice.parquet.encode;

import io.sluice.parquet.bytes.GrowableBytes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import org.apache.parquet.column.values.bloomfilter.BlockSplitBloomFilter;
import org.apache.parquet.format.BloomFilterAlgorithm;
import org.apache.parquet.format.BloomFilterCompression;
import org.apache.parquet.format.BloomFilterHash;
import org.apache.parquet.format.BloomFilterHeader;
import org.apache.parquet.format.SplitBlockAlgorithm;
import org.apache.parquet.format.Type;
import org.apache.parquet.format.Uncompressed;
import org.apache.parquet.format.Util;
import org.apache.parquet.format.XxHash;
import org.apache.parquet.io.api.Binary;

/**
 * The bloom filter of one column chunk. Hashes are kept until the chunk is complete, so that the
 * filter gets the size that its number of values needs; beyond {@link #MAX_KEPT} of them it gets
 * the largest size.
 *
 * <p>For implementers of the writer: public only because another of its packages needs it.
 */
public final class BloomBuilder {
  private static final int MAX_KEPT = 1 << 17;
  private static final int MAX_BYTES = 1 << 20;
  private static final double FALSE_POSITIVES = 0.01;

  /** For its hash functions. */
  private final BlockSplitBloomFilter hasher = new BlockSplitBloomFilter(32);

  private long[] kept = new long[256];
  private int count;
  private BlockSplitBloomFilter full;

  void addWords(long[] words, int from, int length, Type physical) {
    for (int i = from; i < from + length; i++) {
      long word = words[i];
      add(
          switch (physical) {
            case INT32 -> hasher.hash((int) word);
            case INT64 -> hasher.hash(word);
            case FLOAT -> hasher.hash(Float.intBitsToFloat((int) word));
            default -> hasher.hash(Double.longBitsToDouble(word));
          });
    }
  }

  public void add(byte[] data, int start, int length) {
    add(hasher.hash(Binary.fromConstantByteArray(data, start, length)));
  }

  private void add(long hash) {
    if (full != null) {
      full.insertHash(hash);
      return;
    }
    if (count == MAX_KEPT) {
      full = filled(new BlockSplitBloomFilter(MAX_BYTES));
      full.insertHash(hash);
      kept = new long[0];
      return;
    }
    if (count == kept.length) {
      kept = Arrays.copyOf(kept, count * 2);
    }
    kept[count++] = hash;
  }

  private BlockSplitBloomFilter filled(BlockSplitBloomFilter filter) {
    for (int i = 0; i < count; i++) {
      filter.insertHash(kept[i]);
    }
    return filter;
  }

  /** Header and bits, as they stand in the file. */
  public byte[] toByteArray() {
    BlockSplitBloomFilter filter = full;
    if (filter == null) {
      int bits = BlockSplitBloomFilter.optimalNumOfBits(Math.max(1, count), FALSE_POSITIVES);
      filter = filled(new BlockSplitBloomFilter(Math.min(MAX_BYTES, bits / Byte.SIZE)));
    }
    GrowableBytes out = new GrowableBytes(filter.getBitsetSize() + 64);
    try {
      Util.writeBloomFilterHeader(
          new BloomFilterHeader(
              filter.getBitsetSize(),
              BloomFilterAlgorithm.BLOCK(new SplitBlockAlgorithm()),
              BloomFilterHash.XXHASH(new XxHash()),
              BloomFilterCompression.UNCOMPRESSED(new Uncompressed())),
          out);
      filter.writeTo(out);
    } catch (IOException e) {
      throw new UncheckedIOException("a bloom filter cannot be written to memory", e);
    }
    return out.toByteArray();
  }

  public long allocated() {
    return kept.length * (long) Long.BYTES + (full == null ? 0 : MAX_BYTES);
  }
}
