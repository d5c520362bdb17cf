package io.sluice.cli.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import io.sluice.cli.launch.Leftovers.Verdict;
import io.sluice.ingest.store.Storages;
import io.sluice.launch.LaunchClock;
import io.sluice.launch.LaunchHandle;
import io.sluice.launch.LaunchOrder;
import io.sluice.launch.LaunchState;
import io.sluice.launch.LaunchState.Phase;
import io.sluice.launch.LaunchWay;
import io.sluice.spec.lake.LakeLocation;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeftoversTest {
  private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");

  @TempDir private Path folder;
  private String lake;
  private LakeLaunchRecords records;

  @BeforeEach
  void aLake() {
    LakeLocation location = LakeLocation.of(folder.resolve("lake"));
    lake = location.root();
    records = new LakeLaunchRecords(location, Storages.of(location));
  }

  @Test
  void whatNobodyKnowsIsEndedAndWhatTheLedgerKnowsIsLeft() {
    assertEnded(verdict("unknown", lake, 60, Phase.RUNNING), "neither the lake nor the ledger");
    assertLeft(verdict("living", lake, 60, Phase.RUNNING), "living run");
  }

  @Test
  void whatIsOfAnotherLakeOrYoungIsLeft() {
    assertLeft(verdict("unknown", "s3://other", 60, Phase.RUNNING), "another lake");
    assertLeft(verdict("unknown", "", 60, Phase.RUNNING), "not known");
    assertLeft(verdict("unknown", lake, 5, Phase.RUNNING), "5 minutes old");
    assertLeft(verdict("", lake, 600, Phase.RUNNING), "no run id");
  }

  /** As a launcher leaves it that died between the submission and its record. */
  @Test
  void whatWaitsAndNobodyKnowsIsEndedUnlessTheFlowExpectsIt() {
    assertLeft(verdict("unknown", lake, 29, Phase.PENDING), "29 minutes old");
    assertEnded(verdict("unknown", lake, 31, Phase.PENDING), "it waits for its turn, and neither");
    assertLeft(verdict("living", lake, 60, Phase.PENDING), "living run");
    assertLeft(verdict("expected", lake, 600, Phase.PENDING), "its batch is not over");
    assertEnded(verdict("expected", lake, 60, Phase.RUNNING), "neither the lake nor the ledger");
    assertLeft(verdict("unknown", "s3://other", 60, Phase.PENDING), "another lake");
  }

  @Test
  void aLaunchProtectsItsRunUntilItsTimeIsOver() {
    record("going", "null");
    assertLeft(verdict("going", lake, 60, Phase.RUNNING), "not over");
    assertEnded(verdict("going", lake, 60 + 31, Phase.RUNNING), "beyond its time-out");
    record(
        "ended",
        "{\"phase\": \"FAILED\", \"exitCode\": 1, \"cause\": \"\", \"usage\": {\"amounts\": []},"
            + " \"link\": \"\", \"logs\": [], \"at\": \"2026-01-01T11:00:00Z\"}");
    assertEnded(verdict("ended", lake, 60, Phase.RUNNING), "its launch is over");
    assertEquals(2, records.all(broken -> fail(broken)).size());
    // What never starts is no better than what never ends; parts belong to their launch.
    assertLeft(verdict("going", lake, 60, Phase.PENDING), "not over");
    assertEnded(verdict("going", lake, 60 + 31, Phase.PENDING), "beyond its time-out");
    assertEnded(verdict("ended", lake, 60, Phase.PENDING), "its launch is over");
    assertLeft(verdict("going-s2", lake, 60, Phase.RUNNING), "not over");
    assertEnded(verdict("going-s2", lake, 60 + 31, Phase.PENDING), "beyond its time-out");
  }

  /** A record with a time-out of one hour. */
  private void record(String runId, String end) {
    records.put(
        lake + "/_sluice/launches/" + runId + ".json",
        """
        {"version": 1, "runId": "%s", "way": "w", "environment": "e", "region": "", "lake": "%s",
         "parts": [], "timeoutSeconds": 3600, "ordered": "2026-01-01T10:00:00Z", "handle": null,
         "end": %s}
        """
            .formatted(runId, lake, end));
  }

  private Verdict verdict(String runId, String itsLake, int minutes, Phase phase) {
    Leftovers leftovers =
        new Leftovers(
            lake,
            records,
            "living"::equals,
            "expected"::equals,
            Duration.ofMinutes(30),
            new Fixed());
    LaunchHandle handle =
        new LaunchHandle(
            "w",
            runId,
            "id",
            NOW.minus(Duration.ofMinutes(minutes)),
            Map.of(LaunchHandle.LAKE, itsLake));
    return leftovers.of(new Way(phase), handle);
  }

  private static void assertEnded(Verdict verdict, String why) {
    assertTrue(verdict.end() && verdict.why().contains(why), verdict::toString);
  }

  private static void assertLeft(Verdict verdict, String why) {
    assertTrue(!verdict.end() && verdict.why().contains(why), verdict::toString);
  }

  private static final class Fixed implements LaunchClock {
    @Override
    public Instant now() {
      return NOW;
    }

    @Override
    public void pause(Duration time) {}
  }

  private record Way(Phase phase) implements LaunchWay {
    @Override
    public String name() {
      return "w";
    }

    @Override
    public void check(LaunchOrder order) {}

    @Override
    public Optional<LaunchHandle> find(LaunchOrder order) {
      return Optional.empty();
    }

    @Override
    public LaunchHandle submit(LaunchOrder order) {
      throw new UnsupportedOperationException();
    }

    @Override
    public LaunchState state(LaunchHandle handle) {
      return LaunchState.of(phase, "");
    }

    @Override
    public void cancel(LaunchHandle handle) {}

    @Override
    public List<LaunchHandle> running() {
      return List.of();
    }
  }
}
