package io.sluice.spec;

import io.sluice.spec.type.DataType;
import java.util.List;
import java.util.Optional;

/**
 * One column of the table.
 *
 * @param name its name in the table
 * @param from the names it may have in a file, first match wins; empty: {@code name}
 * @param format a {@code java.time} pattern for dates and timestamps, {@code base64} or {@code hex}
 *     for binary
 * @param nullTokens beats the source's
 * @param defaultValue text parsed in place of a null or missing field
 * @param trim beats the source's
 */
public record ColumnSpec(
    String name,
    DataType type,
    List<String> from,
    boolean nullable,
    Optional<String> comment,
    Optional<String> format,
    Optional<List<String>> nullTokens,
    Optional<String> defaultValue,
    Optional<Boolean> trim) {
  /** How long a column's name may be, in UTF-8: what the Glue Data Catalog takes. */
  public static final int MOST_NAME_BYTES = 255;

  /** Names that begin so, whatever the case, are used by the job itself. */
  public static final String RESERVED_PREFIX = "_sluice_";

  public ColumnSpec {
    from = List.copyOf(from);
  }

  /** A nullable column read from the field of its own name. */
  public static ColumnSpec of(String name, DataType type) {
    return new ColumnSpec(
        name,
        type,
        List.of(),
        true,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /** The names under which a file may carry this column. */
  public List<String> sourceNames() {
    return from.isEmpty() ? List.of(name) : from;
  }
}
