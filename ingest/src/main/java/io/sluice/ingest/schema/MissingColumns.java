package io.sluice.ingest.schema;

import io.sluice.formats.read.FileLayout;
import io.sluice.ingest.failure.ExitCode;
import io.sluice.ingest.failure.IngestException;
import io.sluice.ingest.inspect.InspectedFile;
import io.sluice.ingest.schema.SourceSchema.Origin;
import io.sluice.spec.ColumnSpec;
import io.sluice.spec.DatasetSpec;
import io.sluice.spec.DriftSpec;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Columns that the headers of some files do not name. */
final class MissingColumns {
  private MissingColumns() {}

  /**
   * Does as {@code on_drift.missing_column} says.
   *
   * @param newTable whether no run has read the columns before
   * @param drift takes what is missing where
   * @throws IngestException if the run is refused, or a column of the spec is in no file
   */
  static void check(
      DatasetSpec spec,
      Map<ColumnSpec, Origin> columns,
      FilesByHeader files,
      boolean newTable,
      List<String> drift) {
    List<InspectedFile> withHeader = files.where(fields -> !fields.isEmpty());
    if (withHeader.isEmpty()) {
      return;
    }
    int all = files.where(fields -> true).size();
    for (ColumnSpec column : columns.keySet()) {
      List<InspectedFile> lacking =
          files.where(fields -> !fields.isEmpty() && !carry(fields, column));
      if (lacking.isEmpty()) {
        continue;
      }
      String where = where(lacking, withHeader.size());
      DriftSpec.MissingColumn policy = spec.onDrift().missingColumn();
      boolean typo =
          policy == DriftSpec.MissingColumn.NULL
              && lacking.size() == all
              && newTable
              && columns.get(column) == Origin.SPEC
              && column.defaultValue().isEmpty();
      if (typo) {
        throw new IngestException(
            ExitCode.USAGE,
            "the spec's column "
                + column.name()
                + " (from "
                + String.join(" | ", column.sourceNames())
                + ") is in none of the files. They have: "
                + FieldNames.shown(spec, withHeader.get(0).fields())
                + (isHeadless(withHeader.get(0))
                    ? ". The file has no header, so that columns are taken in order: its records"
                        + " have "
                        + withHeader.get(0).header().size()
                        + " fields. Set source.options.delimiter if there are more, or give the"
                        + " column a 'default'"
                    : ". Correct 'from', or give the column a 'default'"));
      }
      if (policy == DriftSpec.MissingColumn.FAIL) {
        throw new IngestException(
            ExitCode.REFUSED,
            "column "
                + column.name()
                + " is missing in "
                + where
                + ". on_drift.missing_column is 'fail': correct the files, or set it to \"null\" or"
                + " reject");
      }
      drift.add(
          "column "
              + column.name()
              + " is missing in "
              + where
              + ": "
              + (policy == DriftSpec.MissingColumn.REJECT
                  ? "its rows are rejected"
                  : column.defaultValue().map(value -> "filled with " + value).orElse("null")));
    }
  }

  private static boolean isHeadless(InspectedFile file) {
    return file.layout() instanceof FileLayout.Tabular table && !table.hasHeader();
  }

  private static String where(List<InspectedFile> files, int of) {
    String first = files.get(0).version().uri();
    return files.size() == 1 && of == 1
        ? first
        : files.size() + " of " + of + " files, for example " + first;
  }

  private static boolean carry(Set<String> fields, ColumnSpec column) {
    return column.sourceNames().stream()
        .anyMatch(name -> fields.contains(FilesByHeader.lower(name)));
  }
}
