package io.sluice.parquet;

import io.sluice.spec.TargetSpec.Compression;
import java.io.Serializable;
import java.util.List;

/**
 * How Parquet files are laid out. Small and serializable.
 *
 * @param zstdLevel 1 to 22; used with {@link Compression#ZSTD} only
 * @param rowGroupBytes a row group is written when it takes this many bytes in memory: compressed
 *     pages and the pages being filled
 * @param pageBytes a page is written when its values take this many bytes, before compression
 * @param pageRows a page is written when it has this many rows, so that the page index is fine
 *     enough for narrow columns; one of values without a dictionary may have up to four times as
 *     many while it is short of 256 KiB, since codecs do better with more
 * @param dictionaryPageBytes a column chunk whose dictionary would grow beyond this goes on plain;
 *     without compression, where nothing but dictionaries makes a file small, beyond four times
 *     this
 * @param bloomFilterColumns columns (top level, not boolean, not nested) that get a bloom filter;
 *     names are compared without regard to case
 */
public record WriterOptions(
    Compression compression,
    int zstdLevel,
    long rowGroupBytes,
    int pageBytes,
    int pageRows,
    DictionaryUse dictionary,
    int dictionaryPageBytes,
    List<String> bloomFilterColumns)
    implements Serializable {

  /** Whether values are stored once and referred to. */
  public enum DictionaryUse {
    /** Tried for every column chunk, given up where it does not pay. */
    WHERE_IT_PAYS,
    NEVER
  }

  /** What is used unless the caller says otherwise: zstd level 1, row groups of 128 MiB. */
  public static final WriterOptions DEFAULT =
      new WriterOptions(
          Compression.ZSTD,
          1,
          128L << 20,
          1 << 20,
          20_000,
          DictionaryUse.WHERE_IT_PAYS,
          1 << 20,
          List.of());

  public WriterOptions {
    if (rowGroupBytes < 1 || pageBytes < 1 || pageRows < 1 || dictionaryPageBytes < 1) {
      throw new IllegalArgumentException(
          "sizes of row groups, pages and dictionaries must be positive, but are "
              + rowGroupBytes
              + ", "
              + pageBytes
              + " bytes, "
              + pageRows
              + " rows and "
              + dictionaryPageBytes);
    }
    if (zstdLevel < 1 || zstdLevel > 22) {
      throw new IllegalArgumentException("the zstd level must be 1 to 22, but is " + zstdLevel);
    }
    bloomFilterColumns = List.copyOf(bloomFilterColumns);
  }

  /** Bytes that a dictionary may take; 0: there is to be none. */
  int dictionaryLimit() {
    if (dictionary == DictionaryUse.NEVER) {
      return 0;
    }
    boolean compressed = compression != Compression.UNCOMPRESSED;
    return compressed ? dictionaryPageBytes : Math.multiplyExact(dictionaryPageBytes, 4);
  }

  public WriterOptions withCompression(Compression codec) {
    return new WriterOptions(
        codec,
        zstdLevel,
        rowGroupBytes,
        pageBytes,
        pageRows,
        dictionary,
        dictionaryPageBytes,
        bloomFilterColumns);
  }

  public WriterOptions withRowGroupBytes(long bytes) {
    return new WriterOptions(
        compression,
        zstdLevel,
        bytes,
        pageBytes,
        pageRows,
        dictionary,
        dictionaryPageBytes,
        bloomFilterColumns);
  }

  /** Pages end at whichever limit is reached first. */
  public WriterOptions withPages(int bytes, int rows) {
    return new WriterOptions(
        compression,
        zstdLevel,
        rowGroupBytes,
        bytes,
        rows,
        dictionary,
        dictionaryPageBytes,
        bloomFilterColumns);
  }

  public WriterOptions withDictionary(DictionaryUse use, int pageLimit) {
    return new WriterOptions(
        compression,
        zstdLevel,
        rowGroupBytes,
        pageBytes,
        pageRows,
        use,
        pageLimit,
        bloomFilterColumns);
  }

  public WriterOptions withBloomFilters(List<String> columns) {
    return new WriterOptions(
        compression,
        zstdLevel,
        rowGroupBytes,
        pageBytes,
        pageRows,
        dictionary,
        dictionaryPageBytes,
        columns);
  }
}
