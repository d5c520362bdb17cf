package io.sluice.spec;

import java.util.List;
import java.util.Optional;

/**
 * The table that the files become.
 *
 * @param location where its files lie; absent: {@code <lake>/<database>/<table>}
 * @param compression of Parquet pages
 * @param fileSize the size, in bytes, at which a new output file is begun
 */
public record TargetSpec(
    Optional<String> location,
    String database,
    String table,
    List<PartitionField> partitionBy,
    WriteMode mode,
    Compression compression,
    long fileSize,
    List<String> bloomFilters) {
  public TargetSpec {
    partitionBy = List.copyOf(partitionBy);
    bloomFilters = List.copyOf(bloomFilters);
  }

  public static final long DEFAULT_FILE_SIZE = 256L << 20;

  /** How a run's rows meet those already there. */
  public enum WriteMode {
    APPEND,
    /** Partitions that the run writes are replaced; others stay. */
    OVERWRITE_PARTITIONS
  }

  /** Codecs of Parquet pages. */
  public enum Compression {
    ZSTD,
    SNAPPY,
    UNCOMPRESSED
  }
}
