package io.sluice.formats.assemble;

import io.sluice.formats.column.BytesColumn;
import io.sluice.formats.column.ColumnBatch;
import io.sluice.formats.decode.RowErrors;
import io.sluice.formats.read.ReadColumn;
import io.sluice.formats.read.ReadPlan;
import io.sluice.formats.reject.RejectCode;
import io.sluice.spec.lake.FolderNames;
import java.util.ArrayList;
import java.util.List;

/**
 * Texts that become names of folders: the empty one is read back as null from there, so that it
 * must not stand where null may not, and no file system takes a name of any length.
 */
final class FolderValues {
  /** A column of the plan by its place, and its name with the sign after it. */
  private record Watched(int index, ReadColumn column, int nameBytes) {}

  private final List<Watched> watched = new ArrayList<>();

  FolderValues(ReadPlan plan, ColumnBatch rows) {
    for (int i = 0; i < plan.columns().size(); i++) {
      ReadColumn column = plan.columns().get(i);
      if (rows.column(i) instanceof BytesColumn
          && plan.folderColumns().stream().anyMatch(column.name()::equalsIgnoreCase)) {
        watched.add(new Watched(i, column, FolderNames.keyBytes(column.name())));
      }
    }
  }

  /** Reports the rows whose texts cannot be names of folders. */
  void check(ColumnBatch rows, int records, RowErrors errors) {
    for (Watched each : watched) {
      BytesColumn values = (BytesColumn) rows.column(each.index());
      boolean[] nulls = values.nulls();
      int[] offsets = values.offsets();
      for (int r = 0; r < records; r++) {
        int length = offsets[r + 1] - offsets[r];
        if (nulls[r]) {
          continue;
        }
        if (length == 0 && !each.column().nullable()) {
          errors.add(
              r,
              each.column().name(),
              RejectCode.NULL_NOT_ALLOWED,
              "the text is empty, which a partition's folder gives back as null, but the column is"
                  + " not nullable: make it nullable, or do not partition by it");
        } else if (!FolderNames.fits(each.nameBytes(), values.data(), offsets[r], offsets[r + 1])) {
          errors.add(
              r,
              each.column().name(),
              RejectCode.PARTITION_VALUE_TOO_LONG,
              FolderNames.tooLong(each.column().name(), length));
        }
      }
    }
  }
}
