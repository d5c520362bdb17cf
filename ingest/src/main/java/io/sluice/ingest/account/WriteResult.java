package io.sluice.ingest.account;

import io.sluice.ingest.output.TableOutput;
import io.sluice.ingest.read.RangeId;
import io.sluice.spec.report.RunReport.ColumnReport;
import io.sluice.spec.report.RunReport.Counts;
import io.sluice.spec.report.RunReport.FilterSummary;
import io.sluice.spec.report.RunReport.RejectSummary;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a run has written, complete but not published; its sums are checked.
 *
 * @param outputs of the table; its rejects are not among them
 * @param files by file index; {@code bytes} is the file's stored size
 * @param columns in the table's order; columns that the files do not store are left out
 * @param filtered what the readers passed over, the most frequent first
 * @param emptyKeys of each partition key that is a column, how many rows have an empty text there
 * @param flagged how many rows broke each rule
 */
public record WriteResult(
    List<TableOutput> outputs,
    List<Counts> files,
    List<ColumnReport> columns,
    Rejected rejected,
    List<FilterSummary> filtered,
    Map<String, Long> emptyKeys,
    List<Long> flagged) {
  public WriteResult {
    outputs = List.copyOf(outputs);
    files = List.copyOf(files);
    columns = List.copyOf(columns);
    filtered = List.copyOf(filtered);
    emptyKeys = Map.copyOf(emptyKeys);
    flagged = List.copyOf(flagged);
  }

  /**
   * The records that did not become rows.
   *
   * @param reasons by code and column, the most frequent first
   * @param spools where they are until {@code RejectsTable} has written them
   * @param firstRecords how many records of its file precede each byte range
   */
  public record Rejected(
      List<RejectSummary> reasons, List<String> spools, SortedMap<RangeId, Long> firstRecords) {
    public Rejected {
      reasons = List.copyOf(reasons);
      spools = List.copyOf(spools);
      firstRecords = Collections.unmodifiableSortedMap(new TreeMap<>(firstRecords));
    }
  }

  /** All files taken together. */
  public Counts totals() {
    return files.stream().reduce(Counts.ZERO, Counts::plus);
  }
}
