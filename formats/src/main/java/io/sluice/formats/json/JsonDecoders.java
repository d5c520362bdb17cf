package io.sluice.formats.json;

import io.sluice.formats.decode.ColumnDecoder;
import io.sluice.formats.decode.ColumnDecoders;
import io.sluice.formats.read.ReadColumn;

/** The decoders of columns that are read from JSON. */
final class JsonDecoders {
  private JsonDecoders() {}

  /**
   * A decoder for a column of a record.
   *
   * @throws IllegalArgumentException as {@link ColumnDecoders#create(ReadColumn)}
   */
  static ColumnDecoder column(ReadColumn column) {
    return column.type().nested() ? new JsonNestedDecoder(column) : scalar(column);
  }

  /** A decoder for parts of a column, which reports errors with their path as the column. */
  static ColumnDecoder part(ReadColumn part) {
    return part.type().nested() ? NestedValues.create(part) : scalar(part);
  }

  private static ColumnDecoder scalar(ReadColumn column) {
    return JsonRules.around(ColumnDecoders.create(JsonRules.adapt(column)), column);
  }
}
