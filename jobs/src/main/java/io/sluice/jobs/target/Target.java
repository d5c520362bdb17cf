package io.sluice.jobs.target;

import io.sluice.catalog.Table;
import io.sluice.parquet.OutputColumn;
import java.util.List;
import java.util.Optional;

/**
 * The table a run writes to, checked against what is there already.
 *
 * @param table as it will be in the catalog: columns, keys and parameters merged; {@code version}
 *     that of the table found, 0 if there is none
 * @param columns what the run writes, in the order of its output, identity partition columns
 *     included
 * @param existing the table as it was found
 */
public record Target(
    Table table,
    String rejectsLocation,
    List<OutputColumn> columns,
    Optional<Table> existing,
    List<String> drift) {
  public Target {
    columns = List.copyOf(columns);
    drift = List.copyOf(drift);
  }

  public String location() {
    return table.location();
  }
}
