package io.sluice.ingest.table;

import io.sluice.catalog.Table;
import io.sluice.parquet.OutputColumn;
import io.sluice.spec.lake.TableLayout;
import java.util.List;
import java.util.Optional;

/**
 * The table a run writes to, checked against what is there already.
 *
 * @param table as this run needs it: its columns, keys and parameters, whatever else the table has
 * @param columns what the run writes, in the order of its output, identity partition columns
 *     included
 * @param existing the table as it was found
 */
public record Target(
    Table table, List<OutputColumn> columns, Optional<Table> existing, List<String> drift) {
  public Target {
    columns = List.copyOf(columns);
    drift = List.copyOf(drift);
  }

  public String location() {
    return table.location();
  }

  /** Where the table's rejects lie. */
  public String rejectsLocation() {
    return TableLayout.rejects(location());
  }
}
