package io.sluice.benchmarks.check;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** Holds what the engines made against each other. */
public final class Agreement {
  private static final int SHOWN = 4;

  private Agreement() {}

  /** Where the digests, by engine, differ, for people; empty if they do not. */
  public static String differences(Map<String, Map<String, String>> digests) {
    List<String> differences = new ArrayList<>();
    Map<String, String> first = digests.values().iterator().next();
    for (String figure : first.keySet()) {
      Map<String, String> values = new LinkedHashMap<>();
      digests.forEach((engine, digest) -> values.put(engine, digest.get(figure)));
      if (values.values().stream().anyMatch(v -> !Objects.equals(v, first.get(figure)))) {
        differences.add(
            values.entrySet().stream()
                .map(e -> e.getKey() + " " + e.getValue())
                .collect(Collectors.joining(", ", figure + ": ", "")));
      }
    }
    String more =
        differences.size() > SHOWN ? "; and " + (differences.size() - SHOWN) + " more" : "";
    return differences.stream().limit(SHOWN).collect(Collectors.joining("; ")) + more;
  }
}
