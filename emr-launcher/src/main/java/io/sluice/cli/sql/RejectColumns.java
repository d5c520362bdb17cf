package io.sluice.cli.sql;

import io.sluice.cli.sql.TableView.Place;
import io.sluice.cli.sql.TableView.ViewColumn;
import io.sluice.spec.type.DataType;
import io.sluice.spec.type.DataType.Primitive;
import java.util.List;

/** The columns of every table of rejected records. */
final class RejectColumns {
  static final List<ViewColumn> ALL =
      List.of(
          column("run_id", Primitive.STRING),
          column("file", Primitive.STRING),
          column("record_number", Primitive.BIGINT),
          column("byte_offset", Primitive.BIGINT),
          column("byte_length", Primitive.BIGINT),
          column("column", Primitive.STRING),
          column("code", Primitive.STRING),
          column("message", Primitive.STRING),
          column("raw", Primitive.STRING),
          column("rejected_at", Primitive.TIMESTAMP));

  private RejectColumns() {}

  private static ViewColumn column(String name, DataType type) {
    return new ViewColumn(name, type, Place.FILE);
  }
}
