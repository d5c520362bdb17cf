package io.sluice.ingest.table;

import io.sluice.ingest.failure.ExitCode;
import io.sluice.ingest.failure.IngestException;
import io.sluice.parquet.BloomColumns;
import io.sluice.parquet.OutputColumn;
import io.sluice.parquet.partition.PartitionScheme;
import io.sluice.spec.ColumnSpec;
import io.sluice.spec.PartitionField.PartitionFunction;
import io.sluice.spec.TargetSpec;
import java.util.List;

/** Refuses {@code bloom_filters} that no file can have, before anything is written. */
public final class BloomFilters {
  private BloomFilters() {}

  /**
   * @param columns what the run writes
   * @param untyped columns that come into the files with their first value, and the filters with
   *     them
   * @throws IngestException with {@link ExitCode#USAGE}, saying which column it is and why
   */
  public static void require(
      TargetSpec target, List<OutputColumn> columns, List<ColumnSpec> untyped) {
    List<String> names =
        target.bloomFilters().stream()
            .filter(name -> untyped.stream().noneMatch(c -> c.name().equalsIgnoreCase(name)))
            .toList();
    for (String name : names) {
      if (target.partitionBy().stream()
          .anyMatch(
              key ->
                  key.function() == PartitionFunction.IDENTITY
                      && key.column().equalsIgnoreCase(name))) {
        throw refused(
            "column \""
                + name
                + "\" is a partition key, which is in the names of folders and not in the files."
                + " Remove it from the list",
            null);
      }
    }
    try {
      new BloomColumns(names)
          .require(new PartitionScheme(target.partitionBy(), columns).fileColumns());
    } catch (IllegalArgumentException e) {
      throw refused(e.getMessage(), e);
    }
  }

  private static IngestException refused(String why, Throwable cause) {
    return new IngestException(ExitCode.USAGE, "target.bloom_filters: " + why, cause);
  }
}
