package io.sluice.ingest.schema;

import io.sluice.ingest.failure.ExitCode;
import io.sluice.ingest.failure.IngestException;
import io.sluice.spec.ColumnSpec;
import io.sluice.spec.type.DataType;
import java.nio.charset.StandardCharsets;

/** How long names in files may be: every reader of a file and each report carries them along. */
final class NameLimit {
  private static final int MOST_BYTES = 512;
  private static final int SHOWN_CHARACTERS = 60;

  private NameLimit() {}

  /**
   * @param name of a field that a column is made of
   * @throws IngestException if it is too long to be one
   */
  static void require(String name) {
    int bytes = name.getBytes(StandardCharsets.UTF_8).length;
    if (bytes > MOST_BYTES) {
      throw new IngestException(
          ExitCode.USAGE,
          "the name of a column has "
              + bytes
              + " bytes, and at most "
              + MOST_BYTES
              + " are allowed: '"
              + name.substring(0, SHOWN_CHARACTERS)
              + "…'. If that is not a header, set source.options.header: false; else give the"
              + " column a short name under 'schema', with the long one as its 'from'");
    }
  }

  /**
   * @throws IngestException if the name of a member of a column's type is too long
   */
  static void requireMembers(ColumnSpec column) {
    requireMembers(column.type());
  }

  private static void requireMembers(DataType type) {
    if (type instanceof DataType.StructType struct) {
      struct
          .fields()
          .forEach(
              field -> {
                require(field.name());
                requireMembers(field.type());
              });
    } else if (type instanceof DataType.ArrayType array) {
      requireMembers(array.element());
    }
  }
}
