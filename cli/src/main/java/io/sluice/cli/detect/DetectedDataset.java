package io.sluice.cli.detect;

import io.sluice.formats.infer.InferredColumn;
import java.util.List;
import java.util.stream.Stream;

/**
 * Files of one layout, and the columns that hold all their values.
 *
 * @param records how many were looked at
 * @param folderColumns those that names of folders are
 * @param notes what should be known of the columns
 * @param problems files, or parts of them, that cannot be read to their end, and why
 */
public record DetectedDataset(
    List<DetectedFile> files,
    long records,
    List<InferredColumn> columns,
    List<InferredColumn> folderColumns,
    List<String> notes,
    List<String> problems) {

  /** Those of the files, then those of their folders. */
  public List<InferredColumn> allColumns() {
    return Stream.concat(columns.stream(), folderColumns.stream()).toList();
  }
}
