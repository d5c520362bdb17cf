package io.sluice.cli.detect;

import io.sluice.formats.infer.FolderInference;
import io.sluice.formats.infer.InferredColumn;
import io.sluice.formats.read.FolderKeys;
import io.sluice.spec.SourceOptions;
import io.sluice.spec.SourceOptions.FolderColumns;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What the names of the folders of a dataset's files are, as an ingest takes them.
 *
 * @param columns without those that the files have themselves
 * @param notes which these are
 */
record FolderFindings(List<InferredColumn> columns, List<String> notes) {
  /**
   * @param named the files and folders that the user named: only folders below them count
   * @param fields of the files
   */
  static FolderFindings of(
      List<DetectedFile> files,
      List<Path> named,
      SourceOptions options,
      List<InferredColumn> fields) {
    if (options.folderColumns() == FolderColumns.NONE) {
      return new FolderFindings(List.of(), List.of());
    }
    List<FolderKeys> keys = files.stream().map(file -> keys(file.path(), named)).toList();
    List<InferredColumn> columns = new ArrayList<>();
    List<String> notes = new ArrayList<>();
    for (InferredColumn key : FolderInference.columns(keys, options)) {
      if (fields.stream().noneMatch(field -> field.name().strip().equalsIgnoreCase(key.name()))) {
        columns.add(key);
      } else {
        notes.add(
            "column "
                + key.name()
                + " is in the files and in "
                + key.evidence()
                + ": the files' own values are taken");
      }
    }
    return new FolderFindings(columns, notes);
  }

  private static FolderKeys keys(Path file, List<Path> named) {
    Path absolute = file.toAbsolutePath().normalize();
    return named.stream()
        .map(path -> path.toAbsolutePath().normalize())
        .filter(absolute::startsWith)
        .findFirst()
        .map(root -> FolderKeys.of(absolute.toString(), root.toString()))
        .orElse(FolderKeys.NONE);
  }
}
