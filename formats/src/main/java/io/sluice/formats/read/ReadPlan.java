package io.sluice.formats.read;

import java.io.Serializable;
import java.util.List;

/**
 * What to produce from each file of a run; the same for all of them, while {@link FileLayout}
 * differs by file. Small and serializable: it travels to executors.
 *
 * @param batchRows the most rows in a batch
 * @param folderColumns names of the columns whose values become names of folders
 * @param missingColumn what a file that lacks a column does to its rows
 */
public record ReadPlan(
    List<ReadColumn> columns,
    int batchRows,
    MissingColumn missingColumn,
    List<String> folderColumns)
    implements Serializable {
  public static final int DEFAULT_BATCH_ROWS = 4096;

  /** For a column that a file lacks. */
  public enum MissingColumn {
    NULL,
    REJECT
  }

  public ReadPlan {
    columns = List.copyOf(columns);
    folderColumns = List.copyOf(folderColumns);
  }

  /** A plan for a table that has no folders. */
  public ReadPlan(List<ReadColumn> columns, int batchRows, MissingColumn missingColumn) {
    this(columns, batchRows, missingColumn, List.of());
  }
}
