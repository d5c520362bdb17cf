package io.sluice.ingest.upkeep;

import io.sluice.catalog.FoundTables;
import io.sluice.catalog.FoundTables.Unreadable;
import io.sluice.catalog.Table;
import io.sluice.ingest.lake.Lake;
import io.sluice.ingest.store.Storages;
import io.sluice.ledger.Manifest.Kind;
import io.sluice.ledger.RunRecord;
import io.sluice.parquet.copy.FileCheck.Depth;
import io.sluice.spec.lake.TableLayout;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Holds a lake's ledger, files and catalog against each other. Changes nothing. Runs that publish
 * meanwhile can look like faults: what is found is only believed if a second look finds it too.
 */
public final class LakeCheck {
  private final Lake lake;
  private final Storages storages;

  public LakeCheck(Lake lake, Storages storages) {
    this.lake = lake;
    this.storages = storages;
  }

  /**
   * What came of a check.
   *
   * @param files that were looked at
   * @param bytes that these have
   */
  public record Result(int tables, long files, long bytes, List<Fault> faults) {
    public Result {
      faults = List.copyOf(faults);
    }
  }

  /**
   * Checks the tables asked for, by {@code database.table}, and the lake's own records.
   *
   * @throws IOException if something cannot be reached, which is no fault of the lake's
   */
  public Result check(Predicate<String> which, Depth depth) throws IOException {
    List<Fault> faults = new ArrayList<>();
    lake.ledger().faults().forEach(text -> faults.add(new Fault("", "ledger", text)));
    lake.catalog().faults().forEach(text -> faults.add(new Fault("", "catalog", text)));
    for (RunRecord orphan : lake.ledger().orphans()) {
      if (which.test(orphan.table())) {
        faults.add(
            new Fault(
                orphan.table(),
                "run " + orphan.runId(),
                "it was interrupted: 'sluice recover' finishes or undoes it"));
      }
    }
    int tables = 0;
    long files = 0;
    long bytes = 0;
    for (TableCheck.Subject subject : subjects(which, faults)) {
      TableCheck check = new TableCheck(lake, storages, subject, depth);
      check.run();
      if (!check.faults().isEmpty()) {
        TableCheck again = new TableCheck(lake, storages, subject, depth);
        again.run();
        // By what they are about: messages of parsers need not be the same twice.
        Set<String> still = again.faults().stream().map(Fault::subject).collect(Collectors.toSet());
        check.faults().stream().filter(f -> still.contains(f.subject())).forEach(faults::add);
      }
      tables++;
      files += check.files();
      bytes += check.bytes();
    }
    return new Result(tables, files, bytes, faults);
  }

  private boolean hasFiles(String table) {
    return Arrays.stream(Kind.values())
        .anyMatch(kind -> !lake.ledger().liveFiles(table, kind).isEmpty());
  }

  /**
   * All tables of the catalog, and those of which the ledger has live files. What was dropped, or
   * never was because its runs failed, has no folder in which foreign files could be found.
   */
  private List<TableCheck.Subject> subjects(Predicate<String> which, List<Fault> faults) {
    TreeMap<String, TableCheck.Subject> subjects = new TreeMap<>();
    List<String> filled = lake.ledger().tables().stream().filter(which).toList();
    FoundTables of = lake.catalog().find(filled);
    FoundTables all = lake.catalog().findAll();
    for (Table table : concat(of.tables(), all.tables())) {
      String name = table.qualifiedName();
      if (which.test(name) && !name.endsWith(TableLayout.REJECTS_SUFFIX)) {
        subjects.put(name, new TableCheck.Subject(name, table.location(), Optional.of(table), ""));
      }
    }
    Map<String, String> unreadable = new TreeMap<>();
    for (Unreadable each : concat(of.unreadable(), all.unreadable())) {
      if (which.test(each.table())) {
        unreadable.put(each.table(), each.why());
      }
    }
    for (String name : filled) {
      if (!subjects.containsKey(name) && hasFiles(name)) {
        String why = unreadable.getOrDefault(name, "");
        lake.ledger().runs(Optional.empty(), Optional.of(name), 1).stream()
            .findFirst()
            .ifPresent(
                run ->
                    subjects.put(
                        name, new TableCheck.Subject(name, run.location(), Optional.empty(), why)));
      }
    }
    unreadable.keySet().removeAll(subjects.keySet());
    unreadable.forEach((name, why) -> faults.add(new Fault(name, name, why)));
    return List.copyOf(subjects.values());
  }

  private static <T> List<T> concat(List<T> a, List<T> b) {
    return Stream.concat(a.stream(), b.stream()).toList();
  }
}
