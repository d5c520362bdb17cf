package io.sluice.ingest.account;

import io.sluice.ingest.output.TableOutput;
import io.sluice.ingest.read.RangeCount;
import io.sluice.ingest.read.RangeId;
import io.sluice.ingest.sink.FileTally;
import io.sluice.ingest.sink.RejectTallies;
import io.sluice.ingest.sink.StatsMerger;
import io.sluice.ingest.sink.TaskResult;
import io.sluice.parquet.OutputColumn;
import io.sluice.spec.report.RunReport.ColumnReport;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Takes the results of tasks together, as they come in, each task's once. Thread-safe. */
public final class ResultMerger {
  private final List<OutputColumn> tableColumns;
  private final List<TableOutput> outputs = new ArrayList<>();
  private final List<String> spools = new ArrayList<>();
  private final Map<RangeId, RangeCount> ranges = new HashMap<>();
  private final Set<RangeId> disagreements = new HashSet<>();
  private final Map<Integer, FileTally> files = new HashMap<>();
  private final Map<String, Long> emptyKeys = new TreeMap<>();
  private final RejectTallies rejects = new RejectTallies();
  private final long[] flags = new long[Long.SIZE];
  private final StatsMerger stats;

  public ResultMerger(List<OutputColumn> tableColumns) {
    this.tableColumns = tableColumns;
    this.stats = new StatsMerger(tableColumns);
  }

  public synchronized void add(TaskResult result) {
    outputs.addAll(result.outputs());
    spools.addAll(result.spools());
    addRanges(result.counted().ranges());
    result
        .counted()
        .files()
        .forEach((file, tally) -> files.computeIfAbsent(file, f -> new FileTally()).add(tally));
    result.counted().emptyKeys().forEach((key, rows) -> emptyKeys.merge(key, rows, Long::sum));
    rejects.add(result.rejects());
    for (int i = 0; i < flags.length; i++) {
      flags[i] += result.counted().flags().get(i);
    }
    result.columns().forEach(stats::add);
  }

  /** Adds what was read, by byte range; a range that was read twice must give the same twice. */
  public synchronized void addRanges(Map<RangeId, RangeCount> read) {
    read.forEach(
        (range, count) -> {
          RangeCount before = ranges.putIfAbsent(range, count);
          if (before != null && !before.equals(count)) {
            disagreements.add(range);
          }
        });
  }

  /** Adds ranges of which is known already that they were read twice, with different results. */
  public synchronized void addDisagreements(Set<RangeId> read) {
    disagreements.addAll(read);
  }

  /** What was read, by byte range. */
  public synchronized Map<RangeId, RangeCount> ranges() {
    return Map.copyOf(ranges);
  }

  /** Of how many byte ranges {@link #ranges} tells. */
  public synchronized int rangeCount() {
    return ranges.size();
  }

  synchronized Set<RangeId> disagreements() {
    return Set.copyOf(disagreements);
  }

  /** By path, so that a run's manifest does not depend on which task was faster. */
  List<TableOutput> outputs() {
    return outputs.stream().sorted(Comparator.comparing(o -> o.file().path())).toList();
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

  Map<String, Long> emptyKeys() {
    return emptyKeys;
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
