package io.sluice.benchmarks.workload;

import java.io.Serializable;
import java.util.List;

/**
 * What is made of the rows.
 *
 * @param yearsOf date columns by whose year the table is partitioned, in folders {@code
 *     <column>_year=2024}; none or one
 * @param derived columns added after those of the input
 */
public record Output(Kind kind, Codec codec, List<String> yearsOf, List<Derived> derived)
    implements Serializable {

  /** Where the rows go. */
  public enum Kind {
    PARQUET,
    /**
     * Parquet, as the spec at the input's path says: what only Sluice does, with records that are
     * rejected and rules that are checked.
     */
    SPEC,
    /** Nowhere: one figure a column is computed, so that each value must be parsed. */
    FIGURES,
    /** Nowhere: the type of each column is found, from all its values. */
    TYPES;

    /** Whether what comes out is a figure a column. */
    public boolean isFigures() {
      return this == FIGURES || this == TYPES;
    }
  }

  /**
   * A column computed from others.
   *
   * @param expression in SQL that Spark and DuckDB both understand
   * @param type of its values, as a spec writes it
   */
  public record Derived(String name, String expression, String type) implements Serializable {}

  public Output {
    yearsOf = List.copyOf(yearsOf);
    derived = List.copyOf(derived);
  }

  /** The partition column of a date column. */
  public static String yearColumn(String dateColumn) {
    return dateColumn + "_year";
  }
}
