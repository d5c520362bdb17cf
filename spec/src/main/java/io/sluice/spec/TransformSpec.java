package io.sluice.spec;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One step between the parsed columns and the table; steps run in the order given. */
public sealed interface TransformSpec {

  /** Where the step stands in the spec file, for messages. */
  SpecLocation location();

  /**
   * Keeps these columns, in this order; each is a column name or a Spark SQL expression with {@code
   * AS}.
   */
  record Select(List<String> expressions, SpecLocation location) implements TransformSpec {}

  /**
   * Keeps the rows for which the Spark SQL condition is true; the others are counted as filtered.
   */
  record Filter(String condition, SpecLocation location) implements TransformSpec {}

  /** Adds or replaces columns: name to Spark SQL expression, in order. */
  record Derive(Map<String, String> columns, SpecLocation location) implements TransformSpec {}

  /** Old name to new name. */
  record Rename(Map<String, String> columns, SpecLocation location) implements TransformSpec {}

  /** Column to DDL type; a value that cannot be cast rejects its row. */
  record Cast(Map<String, String> columns, SpecLocation location) implements TransformSpec {}

  /** Keeps one row of those with equal keys; the others are counted as deduplicated. */
  record Deduplicate(List<String> keys, Optional<String> orderBy, Keep keep, SpecLocation location)
      implements TransformSpec {}

  /** Hides what a column says. */
  record Mask(
      List<String> columns,
      MaskMethod method,
      Optional<String> salt,
      Optional<String> replacement,
      int keepLast,
      SpecLocation location)
      implements TransformSpec {}

  /**
   * Which of the rows with equal keys stays, in the order of {@code orderBy} or else of arrival.
   */
  enum Keep {
    FIRST,
    LAST
  }

  /** How a value is hidden. */
  enum MaskMethod {
    /** SHA-256 of salt and value, in hex. */
    HASH,
    /** The replacement text, by default {@code ***}. */
    REDACT,
    /** All but the last {@code keepLast} characters become {@code *}. */
    PARTIAL
  }
}
