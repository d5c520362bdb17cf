package io.sluice.ingest.schema;

import io.sluice.formats.infer.ColumnNames;
import io.sluice.formats.infer.FolderInference;
import io.sluice.formats.infer.InferredColumn;
import io.sluice.formats.read.FolderKeys;
import io.sluice.ingest.inspect.InspectedFile;
import io.sluice.ingest.schema.SourceSchema.Origin;
import io.sluice.spec.ColumnSpec;
import io.sluice.spec.DatasetSpec;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The columns that names of the source's folders are: {@code year=2024}. */
final class FolderColumns {
  private final DatasetSpec spec;
  private final List<InspectedFile> files;
  private final List<InferredColumn> found;

  FolderColumns(DatasetSpec spec, List<InspectedFile> files) {
    this.spec = spec;
    this.files = files;
    List<FolderKeys> keys = files.stream().map(InspectedFile::folders).toList();
    found =
        keys.stream().allMatch(of -> of.keys().isEmpty())
            ? List.of()
            : FolderInference.columns(keys, spec.source().options());
  }

  /** Adds those that no column is read from, unless {@code on_drift.new_column} leaves them out. */
  void addTo(
      Map<ColumnSpec, Origin> columns, boolean first, NewFields leftOut, List<String> drift) {
    boolean adds = first || NewColumns.adds(spec);
    Set<String> sources = ColumnKeys.sourceNames(columns.keySet());
    ColumnNames names = ColumnKeys.freeNames(spec, ColumnKeys.names(columns.keySet()));
    Set<String> added = new LinkedHashSet<>();
    for (InferredColumn key : found) {
      String lower = FilesByHeader.lower(key.name());
      if (!adds && !sources.contains(lower)) {
        List<InspectedFile> in =
            files.stream().filter(file -> has(file.folders().names(), lower)).toList();
        leftOut.add(key.name(), in, files.size());
      } else if (!sources.contains(lower)) {
        added.add(key.name());
        String name = names.columnFor(key.name());
        columns.put(NewColumns.inferred(name, key, true), Origin.FOLDER);
      }
    }
    if (!first && !added.isEmpty()) {
      NewColumns.refuseIfFail(spec, added);
      added.forEach(
          key ->
              drift.add(
                  "new column "
                      + key
                      + ", from the names of folders: added to the table, null in earlier rows"));
    }
  }

  /**
   * Keys that are fields of the files as well, for people.
   *
   * @param fields what files that do not name their fields were found to have
   */
  List<String> clashes(List<InferredColumn> fields) {
    List<String> clashes = new ArrayList<>();
    for (InferredColumn key : found) {
      String name = FilesByHeader.lower(key.name());
      boolean inRecords =
          fields.stream().anyMatch(field -> FilesByHeader.lower(field.name()).equals(name));
      files.stream()
          .filter(file -> has(file.folders().names(), name))
          .filter(file -> file.header().isEmpty() ? inRecords : has(file.header(), name))
          .findFirst()
          .ifPresent(
              file ->
                  clashes.add(
                      "column "
                          + key.name()
                          + " is in the files and in the names of their folders, for example in "
                          + file.version().uri()
                          + ": the files' own values are taken. Rename it in one place to have"
                          + " both"));
    }
    return clashes;
  }

  private static boolean has(List<String> names, String lower) {
    return names.stream().map(FilesByHeader::lower).anyMatch(lower::equals);
  }
}
