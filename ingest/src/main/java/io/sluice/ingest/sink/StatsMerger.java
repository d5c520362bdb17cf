package io.sluice.ingest.sink;

import io.sluice.parquet.ColumnStats;
import io.sluice.parquet.OutputColumn;
import io.sluice.spec.type.DataType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Statistics of the same columns over many files. */
public final class StatsMerger {
  private final List<OutputColumn> columns;
  private final Map<String, DataType> types = new HashMap<>();
  private final Map<String, ColumnStats> merged = new HashMap<>();

  public StatsMerger(List<OutputColumn> columns) {
    this.columns = columns;
    columns.forEach(column -> types.put(column.name(), column.type()));
  }

  public void add(ColumnStats stats) {
    merged.merge(stats.name(), stats, (a, b) -> a.merge(b, types.get(a.name())));
  }

  /** In the table's order, without columns that no file stores. */
  public List<ColumnStats> merged() {
    return columns.stream()
        .map(column -> merged.get(column.name()))
        .filter(Objects::nonNull)
        .toList();
  }
}
