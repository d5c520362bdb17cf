package io.sluice.formats.assemble;

import io.sluice.formats.read.FileLayout;
import io.sluice.formats.read.FileLayout.Tabular;
import io.sluice.formats.read.FolderKeys;
import io.sluice.formats.read.FolderKeys.FolderKey;
import io.sluice.formats.read.ReadColumn;
import io.sluice.formats.read.ReadColumn.Kind;
import io.sluice.formats.read.ReadPlan;
import io.sluice.formats.read.ReadPlan.MissingColumn;
import io.sluice.formats.read.SourceNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is to be produced from one file, where names of folders stand in for fields it lacks. */
public final class FolderPlan {
  private FolderPlan() {}

  /**
   * The plan for a file. A column that the file has a field for is read from it; where only a
   * record can tell, the folder's value stands for what the record lacks.
   */
  public static ReadPlan of(ReadPlan plan, FileLayout layout, FolderKeys folders) {
    if (folders.keys().isEmpty()) {
      return plan;
    }
    List<ReadColumn> columns = new ArrayList<>();
    for (ReadColumn column : plan.columns()) {
      Optional<FolderKey> key =
          column.kind() == Kind.FIELD && !column.type().nested()
              ? folders.find(column.sourceNames())
              : Optional.empty();
      columns.add(key.map(found -> column(column, found, plan, layout)).orElse(column));
    }
    return new ReadPlan(columns, plan.batchRows(), plan.missingColumn(), plan.folderColumns());
  }

  private static ReadColumn column(
      ReadColumn column, FolderKey key, ReadPlan plan, FileLayout layout) {
    Optional<String> text = Optional.ofNullable(key.value()).or(column.rules()::defaultValue);
    ReadColumn folder = column.from(Kind.FOLDER, column.rules().withDefault(text));
    if (layout instanceof Tabular table) {
      return carries(table, column) ? column : folder;
    }
    // A record without the key would be rejected, and a text that is no value fail the read.
    return plan.missingColumn() == MissingColumn.REJECT || !new ConstantFiller(folder).isValue()
        ? folder
        : column.from(Kind.FIELD, folder.rules());
  }

  private static boolean carries(Tabular table, ReadColumn column) {
    return column.sourceNames().stream()
        .map(name -> SourceNames.literal(name).strip())
        .anyMatch(
            name ->
                table.header().stream().anyMatch(field -> field.strip().equalsIgnoreCase(name)));
  }
}
