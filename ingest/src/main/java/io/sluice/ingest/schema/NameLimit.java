package io.sluice.ingest.schema;

import io.sluice.ingest.failure.ExitCode;
import io.sluice.ingest.failure.IngestException;
import io.sluice.spec.ColumnSpec;
import io.sluice.spec.type.DataType;
import java.nio.charset.StandardCharsets;

/** How long the name of a column may be. */
final class NameLimit {
  private static final int MAX_NAME_BYTES = 512;
  private static final int SHOWN_CHARACTERS = 60;

  private NameLimit() {}

  /**
   * @throws IngestException if the name of a column, or of a member of its type, is too long
   */
  static void require(ColumnSpec column) {
    requireShort(column.name());
    requireShortFields(column.type());
  }

  private static void requireShortFields(DataType type) {
    if (type instanceof DataType.StructType struct) {
      struct
          .fields()
          .forEach(
              field -> {
                requireShort(field.name());
                requireShortFields(field.type());
              });
    } else if (type instanceof DataType.ArrayType array) {
      requireShortFields(array.element());
    }
  }

  /** Every reader of the table, the catalog and each report would carry it along. */
  private static void requireShort(String name) {
    int bytes = name.getBytes(StandardCharsets.UTF_8).length;
    if (bytes > MAX_NAME_BYTES) {
      throw new IngestException(
          ExitCode.USAGE,
          "the name of a column has "
              + bytes
              + " bytes, and at most "
              + MAX_NAME_BYTES
              + " are taken: '"
              + name.substring(0, SHOWN_CHARACTERS)
              + "…'. If that is no header, set source.options.header: false; else give the column a"
              + " short name under 'schema', with the long one as its 'from'");
    }
  }
}
