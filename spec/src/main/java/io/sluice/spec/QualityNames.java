package io.sluice.spec;

import io.sluice.spec.QualityRule.In;
import io.sluice.spec.QualityRule.Matches;
import io.sluice.spec.QualityRule.NotNull;
import io.sluice.spec.QualityRule.Range;
import io.sluice.spec.QualityRule.RowCount;
import io.sluice.spec.QualityRule.Sql;
import io.sluice.spec.QualityRule.Unique;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Gives rules without a name one that says what they check, and that no other rule has. */
final class QualityNames {
  private static final int MAX_LENGTH = 60;

  private QualityNames() {}

  static List<QualityRule> complete(List<QualityRule> rules) {
    Set<String> taken = new HashSet<>();
    for (QualityRule rule : rules) {
      taken.add(rule.name().toLowerCase(Locale.ROOT));
    }
    List<QualityRule> named = new ArrayList<>();
    for (int i = 0; i < rules.size(); i++) {
      QualityRule rule = rules.get(i);
      if (!rule.name().isEmpty()) {
        named.add(rule);
        continue;
      }
      String base = base(rule, i + 1);
      String name = base;
      for (int n = 2; !taken.add(name.toLowerCase(Locale.ROOT)); n++) {
        name = base + "_" + n;
      }
      named.add(named(rule, name));
    }
    return named;
  }

  private static String base(QualityRule rule, int position) {
    String base;
    if (rule instanceof NotNull r) {
      base = "not_null_" + String.join("_", r.columns());
    } else if (rule instanceof Unique r) {
      base = "unique_" + String.join("_", r.columns());
    } else if (rule instanceof In r) {
      base = "in_" + r.column();
    } else if (rule instanceof Range r) {
      base = "range_" + r.column();
    } else if (rule instanceof Matches r) {
      base = "matches_" + r.column();
    } else if (rule instanceof RowCount) {
      base = "row_count";
    } else {
      base = "sql_" + position;
    }
    String plain = base.replaceAll("[^\\p{L}\\p{N}_]+", "_");
    return plain.length() > MAX_LENGTH ? plain.substring(0, MAX_LENGTH) : plain;
  }

  private static QualityRule named(QualityRule rule, String name) {
    if (rule instanceof NotNull r) {
      return new NotNull(r.columns(), name, r.severity(), r.location());
    } else if (rule instanceof Unique r) {
      return new Unique(r.columns(), name, r.severity(), r.location());
    } else if (rule instanceof In r) {
      return new In(r.column(), r.values(), name, r.severity(), r.location());
    } else if (rule instanceof Range r) {
      return new Range(r.column(), r.min(), r.max(), name, r.severity(), r.location());
    } else if (rule instanceof Matches r) {
      return new Matches(r.column(), r.pattern(), name, r.severity(), r.location());
    } else if (rule instanceof RowCount r) {
      return new RowCount(r.min(), r.max(), name, r.severity(), r.location());
    }
    Sql r = (Sql) rule;
    return new Sql(r.condition(), name, r.severity(), r.location());
  }
}
