package io.sluice.cli.lake;

import io.sluice.spec.NearestName;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Says which names there are, to someone who used another. */
public final class Known {
  private static final int SHOWN = 20;

  private Known() {}

  /**
   * The message that a name is unknown, with the nearest known one and all of them. A known {@code
   * database.table} is near to what is near to its table.
   */
  public static String unknown(String kind, String name, List<String> known) {
    Map<String, String> candidates = new LinkedHashMap<>();
    for (String full : known) {
      candidates.put(full, full);
      candidates.putIfAbsent(QualifiedName.of(full).name(), full);
    }
    String hint =
        NearestName.of(name, candidates.keySet())
            .map(nearest -> "; did you mean '" + candidates.get(nearest) + "'?")
            .orElse("");
    return "unknown " + kind + " '" + name + "'" + hint + "\nknown: " + list(known);
  }

  /** The names in one line, the first of them if there are many. */
  public static String list(List<String> names) {
    if (names.isEmpty()) {
      return "none";
    }
    if (names.size() <= SHOWN) {
      return String.join(", ", names);
    }
    return String.join(", ", names.subList(0, SHOWN)) + " and " + (names.size() - SHOWN) + " more";
  }
}
