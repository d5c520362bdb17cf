package io.sluice.parquet;

import java.io.Serializable;
import java.util.List;

/**
 * A finished file.
 *
 * @param bytes its size
 * @param columns in the file's order
 */
public record FileSummary(long rows, long bytes, List<ColumnStats> columns)
    implements Serializable {
  public FileSummary {
    columns = List.copyOf(columns);
  }
}
