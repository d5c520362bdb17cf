package io.sluice.spark.write;

import io.sluice.spark.publish.TableOutput;
import io.sluice.spark.read.RangeId;
import io.sluice.spec.report.RunReport.ColumnReport;
import io.sluice.spec.report.RunReport.Counts;
import io.sluice.spec.report.RunReport.RejectSummary;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a run has written, complete but not published; its sums are checked.
 *
 * @param path how the rows came
 * @param outputs of the table; its rejects are not among them
 * @param files by file index; {@code bytes} is the file's stored size
 * @param columns in the table's order; columns that the files do not store are left out
 * @param rejects by code and column, the most frequent first
 * @param flagged how many rows had each bit of {@code _sluice_flags}
 * @param spools where the rejects are until {@code RejectsTable} has written them
 * @param firstRecords how many records of its file precede each byte range
 */
public record WriteResult(
    ExecutionPath path,
    List<TableOutput> outputs,
    List<Counts> files,
    List<ColumnReport> columns,
    List<RejectSummary> rejects,
    List<Long> flagged,
    List<String> spools,
    SortedMap<RangeId, Long> firstRecords) {
  public WriteResult {
    outputs = List.copyOf(outputs);
    files = List.copyOf(files);
    columns = List.copyOf(columns);
    rejects = List.copyOf(rejects);
    flagged = List.copyOf(flagged);
    spools = List.copyOf(spools);
    firstRecords = Collections.unmodifiableSortedMap(new TreeMap<>(firstRecords));
  }

  /** All files taken together. */
  public Counts totals() {
    return files.stream().reduce(Counts.ZERO, Counts::plus);
  }
}
