package io.sluice.spec;

import io.sluice.spec.TransformSpec.Derive;
import io.sluice.spec.TransformSpec.Rename;
import io.sluice.spec.TransformSpec.Select;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The columns that are there at one point of the transforms, as far as the spec alone can tell.
 * Names compare without case, as Spark SQL compares them.
 */
final class ColumnScope {
  private static final Pattern PLAIN =
      Pattern.compile("\\s*(?:`([^`]+)`|([\\p{L}_][\\p{L}\\p{N}_]*))\\s*");
  private static final Pattern ALIASED =
      Pattern.compile("(?is).*\\sas\\s+(?:`([^`]+)`|([\\p{L}_][\\p{L}\\p{N}_]*))\\s*");

  /** Lower case to as written. */
  private final Map<String, String> names = new LinkedHashMap<>();

  private boolean known;

  ColumnScope(Collection<String> columns) {
    columns.forEach(this::add);
    known = !columns.isEmpty();
  }

  /** Whether the column is certainly not there. */
  boolean lacks(String column) {
    return known && !names.containsKey(key(column));
  }

  Collection<String> names() {
    return names.values();
  }

  void add(String column) {
    names.put(key(column), column);
  }

  /** The scope after a step. */
  void pass(TransformSpec step) {
    if (step instanceof Derive derive) {
      derive.columns().keySet().forEach(this::add);
    } else if (step instanceof Rename rename) {
      rename.columns().keySet().forEach(old -> names.remove(key(old)));
      rename.columns().values().forEach(this::add);
    } else if (step instanceof Select select) {
      select(select.expressions());
    }
  }

  private void select(List<String> expressions) {
    List<String> kept = new ArrayList<>();
    for (String expression : expressions) {
      Matcher plain = PLAIN.matcher(expression);
      Matcher aliased = ALIASED.matcher(expression);
      if (expression.strip().equals("*")) {
        kept.addAll(names.values());
      } else if (plain.matches()) {
        kept.add(plain.group(1) == null ? plain.group(2) : plain.group(1));
      } else if (aliased.matches()) {
        kept.add(aliased.group(1) == null ? aliased.group(2) : aliased.group(1));
      } else {
        // Only Spark knows what such an expression is called.
        known = false;
      }
    }
    names.clear();
    kept.forEach(this::add);
  }

  private static String key(String column) {
    return column.toLowerCase(Locale.ROOT);
  }
}
