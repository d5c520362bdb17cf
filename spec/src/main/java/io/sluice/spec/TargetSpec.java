package io.sluice.spec;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The table that the files become. Its name and its database's are in lower case, however they were
 * written: Hive, Glue and Spark know no other.
 *
 * @param location where its files lie; absent: {@code <lake>/<database>/<table>}
 * @param compression of Parquet pages
 * @param fileSize the size, in bytes, at which a new output file is begun
 * @param keepReplaced how long files that a run replaced are kept, for queries that began earlier
 */
public record TargetSpec(
    Optional<String> location,
    String database,
    String table,
    List<PartitionField> partitionBy,
    WriteMode mode,
    Compression compression,
    long fileSize,
    List<String> bloomFilters,
    Duration keepReplaced) {
  public TargetSpec {
    database = TargetNames.folded(database);
    table = TargetNames.folded(table);
    partitionBy = List.copyOf(partitionBy);
    bloomFilters = List.copyOf(bloomFilters);
  }

  public static final String DEFAULT_DATABASE = "default";
  public static final WriteMode DEFAULT_MODE = WriteMode.APPEND;
  public static final Compression DEFAULT_COMPRESSION = Compression.ZSTD;
  public static final long DEFAULT_FILE_SIZE = 256L << 20;
  public static final Duration DEFAULT_KEEP_REPLACED = Duration.ofMinutes(10);

  /** A target with nothing but a name. */
  public static TargetSpec of(String table) {
    return new TargetSpec(
        Optional.empty(),
        DEFAULT_DATABASE,
        table,
        List.of(),
        DEFAULT_MODE,
        DEFAULT_COMPRESSION,
        DEFAULT_FILE_SIZE,
        List.of(),
        DEFAULT_KEEP_REPLACED);
  }

  /** The table's name with its database's: {@code database.table}. */
  public String qualifiedTable() {
    return database + "." + table;
  }

  public TargetSpec withLocation(Optional<String> other) {
    return with(other, table, partitionBy);
  }

  public TargetSpec withTable(String other) {
    return with(location, other, partitionBy);
  }

  public TargetSpec withPartitionBy(List<PartitionField> other) {
    return with(location, table, other);
  }

  private TargetSpec with(
      Optional<String> newLocation, String newTable, List<PartitionField> newPartitionBy) {
    return new TargetSpec(
        newLocation,
        database,
        newTable,
        newPartitionBy,
        mode,
        compression,
        fileSize,
        bloomFilters,
        keepReplaced);
  }

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
