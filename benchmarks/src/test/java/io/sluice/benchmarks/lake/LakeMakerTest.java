package io.sluice.benchmarks.lake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.ingest.lake.Lake;
import io.sluice.ledger.LiveFile;
import io.sluice.ledger.Manifest.Kind;
import io.sluice.ledger.RunRecord;
import io.sluice.ledger.RunRecord.State;
import io.sluice.spec.lake.LakeLocation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LakeMakerTest {
  @TempDir Path folder;

  @Test
  void aMadeLakeIsALake() throws Exception {
    new LakeMaker(folder).make(7, 100);
    try (Lake lake = Lake.open(LakeLocation.of(LakeMaker.lake(folder)))) {
      List<RunRecord> runs = lake.ledger().runs(Optional.empty(), Optional.empty(), 100);
      assertEquals(9, runs.size());
      assertTrue(runs.stream().allMatch(run -> run.state() == State.COMMITTED), runs.toString());
      assertEquals(102, runs.stream().mapToLong(r -> r.figures().orElseThrow().files()).sum());
      assertEquals("small", runs.get(0).dataset());
      assertEquals(List.of(), lake.ledger().orphans());
      assertEquals(List.of(), lake.ledger().uncleaned(Instant.now().minusSeconds(60)));
      List<LiveFile> live = lake.ledger().liveFiles("benchmark.history", Kind.DATA);
      assertEquals(8, live.size());
      assertTrue(live.stream().allMatch(file -> Files.exists(Path.of(file.path()))));
    }
  }
}
