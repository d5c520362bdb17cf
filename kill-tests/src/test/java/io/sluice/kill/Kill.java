package io.sluice.kill;

import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A kill that met what it was meant for.
 *
 * @param moment when in the run
 * @param reached how far the ledger had the run afterwards
 */
record Kill(Engine engine, Victim victim, String moment, String reached) {
  /** By engine, target and moment, and by how far their runs had come. */
  static String summary(List<Kill> kills) {
    return kills.size() + " kills\n" + counted(kills, Kill::aim) + counted(kills, Kill::reached);
  }

  private String aim() {
    return engine + " " + (engine == Engine.THREADS ? "its only process" : victim) + " " + moment;
  }

  private interface Key {
    String of(Kill kill);
  }

  private static String counted(List<Kill> kills, Key key) {
    return kills.stream()
        .collect(Collectors.groupingBy(key::of, TreeMap::new, Collectors.counting()))
        .entrySet()
        .stream()
        .map(entry -> "  " + entry.getValue() + "  " + entry.getKey() + "\n")
        .collect(Collectors.joining());
  }
}
