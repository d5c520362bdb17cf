package io.sluice.ingest.transform;

import io.sluice.formats.column.Column;
import java.io.Serializable;
import java.util.List;

/**
 * Checks every row that is still in against all rules, counts each rule that it breaks, and puts it
 * out if one of them says so.
 */
record QualityOperation(List<Checked> rules) implements Operation {
  private static final long serialVersionUID = 1;

  /**
   * A rule; its place in the list is its bit.
   *
   * @param rejects whether a row that breaks it is out
   * @param code of the rejects
   */
  record Checked(RowRule rule, boolean rejects, String code) implements Serializable {
    private static final long serialVersionUID = 1;
  }

  boolean rejects() {
    return rules.stream().anyMatch(Checked::rejects);
  }

  @Override
  public Work open() {
    return this::apply;
  }

  private void apply(Column[] slots, RowState rows) {
    boolean[] skipped = rows.outNow();
    rows.flags(rules.stream().map(rule -> check(rule, slots, rows, skipped)).toList());
  }

  private static long check(Checked checked, Column[] slots, RowState rows, boolean[] skipped) {
    RowRule.Test test = checked.rule().over(slots);
    long broken = 0;
    for (int row = 0; row < skipped.length; row++) {
      if (!skipped[row] && test.isBroken(row)) {
        broken++;
        if (checked.rejects() && !rows.isOut(row)) {
          rows.reject(row, checked.code(), test.column(row), test.message(row));
        }
      }
    }
    return broken;
  }
}
