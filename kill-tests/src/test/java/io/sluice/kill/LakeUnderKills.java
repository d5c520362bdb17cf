package io.sluice.kill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.ingest.lake.Lake;
import io.sluice.ledger.LiveFile;
import io.sluice.ledger.Manifest.Kind;
import io.sluice.ledger.RunRecord;
import io.sluice.spec.lake.LakeLocation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeSet;

/**
 * A lake whose runs are killed, all states that its table had, and what must be true of it.
 *
 * <p>Messages begin with what {@link #told} says: seed and round.
 */
final class LakeUnderKills {
  /** Longer than a test: nothing is deleted under a query that began earlier. */
  static final String KEPT = "10m";

  /** Replaced files are deleted at the end of the run that replaced them. */
  static final String DELETED_AT_ONCE = "0s";

  private static final Duration EVER = Duration.ofDays(1);

  private final Place place;
  private final CommandLine commands;
  private final Versions versions;
  private final Path spec;
  private final List<String> states = new ArrayList<>(List.of(""));
  private String told = "";
  private String lastRun = "";

  /**
   * @param folder for the spec
   * @param keepReplaced of the spec's target
   */
  LakeUnderKills(
      Place place, CommandLine commands, Path folder, String keepReplaced, SplittableRandom random)
      throws IOException {
    this.place = place;
    this.commands = commands;
    versions = new Versions(place::send, random);
    spec =
        Files.writeString(
            folder.resolve("t.yml"),
            """
            dataset: t
            source: {path: "%s", format: csv}
            schema:
              - {name: p, type: int}
              - {name: file, type: string}
              - {name: version, type: int}
              - {name: n, type: int}
            target: {database: kill, table: t, partition_by: [p], keep_replaced: %s}
            """
                .formatted(place.source(), keepReplaced));
  }

  Place place() {
    return place;
  }

  Path spec() {
    return spec;
  }

  /** All that the table had or is going to have, in their order; the first is that of no rows. */
  List<String> states() {
    return states;
  }

  /** What messages begin with from now on. */
  void told(String next) {
    told = next;
  }

  /** Source files are corrected and added. */
  void change() throws IOException {
    versions.change();
    states.add(versions.state());
  }

  /** The first run, of all files: each change after it corrects some. */
  void fill() throws IOException {
    while (!versions.whole()) {
      change();
    }
    ingest();
  }

  /** The next run mends what a killed one left, and ingests what is new. */
  void ingest() throws IOException {
    succeeds("ingest", spec.toString());
    assertEquals(versions.state(), ask(), told);
    assertEquals(List.of(), place.pending(), told);
    try (Lake lake = open()) {
      assertEquals(List.of(), lake.ledger().unfinished(), told);
      lastRun = newestRun(lake).orElseThrow().runId();
    }
  }

  /** What a run left is finished or undone without the spec, and nothing new is ingested. */
  void recover() {
    succeeds("recover");
    assertIsAsBeforeOrAfter("recovered");
  }

  /** A query that begins now finds what was there before the last change, or what is after it. */
  void assertIsAsBeforeOrAfter(String when) {
    String answer = ask();
    int last = states.size() - 1;
    assertTrue(
        states.subList(Math.max(0, last - 1), last + 1).contains(answer),
        () -> told + ", " + when + ": " + answer);
  }

  private String ask() {
    String answer = succeeds("sql", "-o", "csv", Versions.QUERY).strip();
    return answer.lines().skip(1).findFirst().orElse("").replace("\"", "");
  }

  /** What the command answers. */
  private String succeeds(String... commandAndArguments) {
    List<String> command = new ArrayList<>(List.of(commandAndArguments));
    command.addAll(List.of("--lake", place.lake()));
    CommandLine.Ended ended = commands.run(command.toArray(String[]::new));
    assertEquals(0, ended.code(), () -> told + ", " + command.get(0) + ": " + ended);
    return ended.out();
  }

  private Lake open() {
    return Lake.open(new LakeLocation(place.lake()));
  }

  private static Optional<RunRecord> newestRun(Lake lake) {
    return lake.ledger().runs(Optional.empty(), Optional.empty(), 1).stream().findFirst();
  }

  /** How far the run came that was killed, as the ledger has it. */
  String reached() {
    try (Lake lake = open()) {
      Optional<RunRecord> killed =
          newestRun(lake).filter(newest -> !newest.runId().equals(lastRun));
      if (killed.isEmpty()) {
        return "not begun";
      }
      String run = killed.get().runId();
      boolean uncleaned =
          lake.ledger().uncleaned(Instant.now().plus(EVER)).stream()
              .anyMatch(committed -> committed.runId().equals(run));
      return killed.get().state() + (uncleaned ? ", not cleaned" : "");
    }
  }

  /** Once replaced files are deleted, what is there is what the ledger says, and the catalog. */
  void assertNothingIsLeft() throws IOException {
    succeeds("vacuum", "--older-than", "0s");
    succeeds("catalog", "diff");
    try (Lake lake = open()) {
      assertEquals(List.of(), lake.ledger().orphans(), told);
      TreeSet<String> live = new TreeSet<>();
      for (Kind kind : Kind.values()) {
        lake.ledger().liveFiles("kill.t", kind).stream().map(LiveFile::path).forEach(live::add);
      }
      assertEquals(live, new TreeSet<>(place.files()), told);
    }
  }
}
