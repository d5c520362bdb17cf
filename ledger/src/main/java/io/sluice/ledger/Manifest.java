package io.sluice.ledger;

import io.sluice.spec.report.RunReport;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a run is about to make visible: recorded before anything is, so that a crash after this
 * point rolls forward.
 *
 * @param outputs Parquet files of the table and of its rejects
 * @param removed paths of earlier outputs that this run's outputs replace
 * @param table the table as this run needs it in the catalog, as text that the ledger does not
 *     read; absent for a run without rows
 * @param report as it is kept once the run is committed
 */
public record Manifest(
    List<Output> outputs, List<String> removed, Optional<String> table, RunReport report) {
  /** Which table an output belongs to. */
  public enum Kind {
    DATA,
    REJECTS
  }

  /**
   * One file.
   *
   * @param path where it will lie, absolute
   * @param handle what the storage publishes the file by, as text that the ledger does not read;
   *     should be relative to the table's location, so that it fits a copied lake too
   * @param partition partition key to value, in partitioning order; a null value is the null
   *     partition
   * @param sources which source files' rows it contains, and where
   * @param dataset whose source files these are; empty: the dataset of the run that writes it.
   *     Another's where a run only carries the file from one folder to another
   */
  public record Output(
      Kind kind,
      String path,
      String handle,
      Map<String, String> partition,
      long rows,
      long bytes,
      List<SourceRows> sources,
      String dataset) {
    /** Of the dataset of the run that writes it. */
    public Output(
        Kind kind,
        String path,
        String handle,
        Map<String, String> partition,
        long rows,
        long bytes,
        List<SourceRows> sources) {
      this(kind, path, handle, partition, rows, bytes, sources, "");
    }

    public Output {
      // Not Map.copyOf: order and null values carry meaning.
      partition = Collections.unmodifiableMap(new LinkedHashMap<>(partition));
      sources = List.copyOf(sources);
      // Manifests of earlier versions do not say.
      dataset = dataset == null ? "" : dataset;
    }
  }

  /**
   * Rows {@code [firstRow, firstRow + rows)} of an output come from one source file, named as it is
   * for every later run too.
   */
  public record SourceRows(String uri, long firstRow, long rows) {}

  public Manifest {
    outputs = List.copyOf(outputs);
    removed = List.copyOf(removed);
  }
}
