package io.sluice.cli.sql;

import io.sluice.cli.sql.TableView.Place;
import io.sluice.cli.sql.TableView.ViewColumn;
import io.sluice.ingest.reject.RejectsTable;
import java.util.List;

/** The columns of every table of rejected records. */
final class RejectColumns {
  static final List<ViewColumn> ALL =
      RejectsTable.COLUMNS.stream()
          .map(column -> new ViewColumn(column.name(), column.type(), Place.FILE))
          .toList();

  private RejectColumns() {}
}
