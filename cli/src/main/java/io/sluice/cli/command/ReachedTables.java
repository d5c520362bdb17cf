package io.sluice.cli.command;

import io.sluice.cli.lake.LakeView;
import io.sluice.ledger.RunRecord;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/** The tables that this process reaches; of the others it remembers that they were asked about. */
final class ReachedTables implements Predicate<String> {
  private final LakeView lake;
  private final TreeMap<String, String> others = new TreeMap<>();

  ReachedTables(LakeView lake) {
    this.lake = lake;
  }

  @Override
  public boolean test(String table) {
    Optional<String> elsewhere =
        lake.lake().ledger().runs(Optional.empty(), Optional.of(table), 1).stream()
            .findFirst()
            .map(RunRecord::location)
            .filter(location -> !lake.lake().storages().reaches(location));
    elsewhere.ifPresent(location -> others.put(table, location));
    return elsewhere.isEmpty();
  }

  /** A line for each table that is not. */
  void tellOthers(PrintWriter out) {
    others.forEach(
        (table, location) ->
            out.println(
                table
                    + " is at "
                    + location
                    + ", which only Spark's file systems reach: left out"));
  }
}
