package io.sluice.ledger;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a run is about to make visible: recorded before anything is, so that a crash behind this
 * point rolls forward.
 *
 * @param outputs Parquet files of the table and of its rejects
 * @param removed paths of earlier outputs that this run's outputs replace
 */
public record Manifest(List<Output> outputs, List<String> removed) {
  /** Which table an output belongs to. */
  public enum Kind {
    DATA,
    REJECTS
  }

  /**
   * One file.
   *
   * @param pendingPath where it lies until it is published
   * @param path where it will lie
   * @param partition partition key to value, in partitioning order; a null value is the null
   *     partition
   * @param sources which source files' rows it holds, and where
   */
  public record Output(
      Kind kind,
      String pendingPath,
      String path,
      Map<String, String> partition,
      long rows,
      long bytes,
      List<SourceRows> sources) {
    public Output {
      // Not Map.copyOf: order and null values carry meaning.
      partition = Collections.unmodifiableMap(new LinkedHashMap<>(partition));
      sources = List.copyOf(sources);
    }
  }

  /** Rows {@code [firstRow, firstRow + rows)} of an output come from one source file. */
  public record SourceRows(String uri, long firstRow, long rows) {}

  public Manifest {
    outputs = List.copyOf(outputs);
    removed = List.copyOf(removed);
  }
}
