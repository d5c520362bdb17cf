package io.sluice.ingest.transform;

import io.sluice.formats.column.Column;
import io.sluice.ingest.transform.Limit.Outcome;
import io.sluice.ingest.transform.value.ValueText;
import java.util.List;

/**
 * Values within bounds, which are included.
 *
 * @param column as the rule spells it
 * @param limits the least value, then the greatest; the first that is broken decides
 * @param words the bounds as the message shows them
 */
record RangeRule(int slot, String column, List<Limit> limits, String words) implements RowRule {
  private static final long serialVersionUID = 1;

  @Override
  public Test over(Column[] slots) {
    Column source = slots[slot];
    boolean[] nulls = source.nulls();
    Limit.Test[] tests =
        limits.stream().map(limit -> limit.over(source)).toArray(Limit.Test[]::new);
    return new Test() {
      @Override
      public boolean isBroken(int row) {
        return !nulls[row] && broken(row) != null;
      }

      private Limit.Test broken(int row) {
        for (Limit.Test test : tests) {
          if (test.at(row) != Outcome.WITHIN) {
            return test;
          }
        }
        return null;
      }

      @Override
      public String column(int row) {
        return column;
      }

      @Override
      public String message(int row) {
        Limit.Test test = broken(row);
        if (test.at(row) == Outcome.FAILED) {
          return "the rule cannot be evaluated: " + test.error(row);
        }
        ValueText text = ValueText.of(source);
        text.at(row);
        return text.shown() + " is not " + words;
      }
    };
  }
}
