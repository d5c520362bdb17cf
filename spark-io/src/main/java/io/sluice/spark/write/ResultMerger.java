package io.sluice.spark.write;

import io.sluice.parquet.OutputColumn;
import io.sluice.spark.publish.TableOutput;
import io.sluice.spec.report.RunReport.ColumnReport;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Takes the results of tasks together, as they come in: Spark gives it each partition's once. */
final class ResultMerger {
  private final List<OutputColumn> tableColumns;
  private final List<TableOutput> outputs = new ArrayList<>();
  private final List<String> spools = new ArrayList<>();
  private final Map<Integer, FileTally> files = new HashMap<>();
  private final RejectTallies rejects = new RejectTallies();
  private final long[] flags = new long[Long.SIZE];
  private final StatsMerger stats;

  ResultMerger(List<OutputColumn> tableColumns) {
    this.tableColumns = tableColumns;
    this.stats = new StatsMerger(tableColumns);
  }

  synchronized void add(TaskResult result) {
    outputs.addAll(result.outputs());
    spools.addAll(result.spools());
    result
        .files()
        .forEach((file, tally) -> files.computeIfAbsent(file, f -> new FileTally()).add(tally));
    rejects.add(result.rejects());
    for (int i = 0; i < flags.length; i++) {
      flags[i] += result.flags().get(i);
    }
    result.columns().forEach(stats::add);
  }

  /** By path, so that a run's manifest does not depend on which task was faster. */
  List<TableOutput> outputs() {
    return outputs.stream().sorted(Comparator.comparing(TableOutput::path)).toList();
  }

  List<String> spools() {
    return spools.stream().sorted().toList();
  }

  Map<Integer, FileTally> files() {
    return files;
  }

  RejectTallies rejects() {
    return rejects;
  }

  List<Long> flagged() {
    return Arrays.stream(flags).boxed().toList();
  }

  List<ColumnReport> columns() {
    Map<String, String> types = new HashMap<>();
    tableColumns.forEach(column -> types.put(column.name(), column.type().ddl()));
    return stats.merged().stream()
        .map(
            of ->
                new ColumnReport(
                    of.name(), types.get(of.name()), of.nulls(), of.minText(), of.maxText()))
        .toList();
  }
}
