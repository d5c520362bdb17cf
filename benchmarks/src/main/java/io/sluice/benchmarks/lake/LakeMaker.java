package io.sluice.benchmarks.lake;

import io.sluice.benchmarks.engine.QuietIngest;
import io.sluice.ingest.failure.Stop;
import io.sluice.ingest.lake.Lake;
import io.sluice.ingest.run.ThreadRunner;
import io.sluice.ledger.FileVersion;
import io.sluice.ledger.Lease;
import io.sluice.ledger.Ledger;
import io.sluice.ledger.LiveFile;
import io.sluice.ledger.Manifest.Kind;
import io.sluice.ledger.RunStart;
import io.sluice.spec.SpecReader;
import io.sluice.spec.lake.LakeLocation;
import io.sluice.spec.report.RunReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Makes lakes: each has a small table {@code benchmark.small} that was ingested, and one {@code
 * benchmark.history} with as many runs and files as are asked for. Those are entered into the
 * ledger directly; their outputs are copies of one small Parquet file.
 */
public final class LakeMaker {
  private static final String HISTORY = "benchmark.history";
  private static final Instant BEGIN = Instant.parse("2020-01-01T00:00:00Z");

  private final Path folder;
  private final LakeLocation lake;

  /**
   * @param folder of its own; the lake is {@link #lake} in it
   */
  public LakeMaker(Path folder) {
    this.folder = folder;
    this.lake = LakeLocation.of(lake(folder));
  }

  /** The lake in a folder that something was made in. */
  public static Path lake(Path folder) {
    return folder.resolve("lake");
  }

  /**
   * Makes the lake.
   *
   * @param runs in its history, besides the two that made the tables
   * @param files that these took together
   */
  public void make(int runs, long files) throws IOException {
    RunReport first = ingest("history");
    try (Lake open = Lake.open(lake)) {
      enter(open.ledger(), first, runs, files);
    }
    ingest("small");
  }

  /** Ingests two rows into a table; returns what was reported. */
  public RunReport ingest(String table) throws IOException {
    Files.writeString(folder.resolve(table + ".csv"), "id,name\n1,river\n2,harbour\n");
    Path spec = folder.resolve(table + ".yml");
    Files.writeString(
        spec,
        "dataset: %1$s\nsource: {path: %1$s.csv, format: csv}\ntarget: {database: benchmark, table: %1$s}\n"
            .formatted(table));
    Stop stop = new Stop();
    try (ThreadRunner runner = new ThreadRunner(1, stop)) {
      return QuietIngest.run(SpecReader.read(spec), lake, runner, stop);
    }
  }

  private void enter(Ledger ledger, RunReport first, int runs, long files) throws IOException {
    LiveFile template = ledger.liveFiles(HISTORY, Kind.DATA).get(0);
    Lease table = ledger.leaseTable(HISTORY).orElseThrow();
    long taken = 0;
    for (int run = 0; run < runs; run++) {
      long upTo = files * (run + 1) / runs;
      String id = String.format(Locale.ROOT, "20200101T000000-%08x", run);
      Instant at = BEGIN.plusSeconds(run * 60L);
      List<FileVersion> versions = new ArrayList<>();
      for (; taken < upTo; taken++) {
        String uri = "/data/incoming/part-" + taken + ".csv";
        versions.add(new FileVersion(uri, 1_000, "1000:" + taken));
      }
      Lease lease =
          ledger.begin(
              new RunStart(id, first.run().dataset(), HISTORY, first.run().location(), at));
      ledger.claim(lease, versions);
      Path file = Path.of(template.path()).resolveSibling("part-" + id + ".parquet");
      Files.copy(Path.of(template.path()), file);
      ledger.record(
          lease,
          table,
          new PastRun(first, id, at).manifest(file.toString(), template.bytes(), versions));
      ledger.commit(lease, table, at.plusSeconds(30));
      ledger.cleaned(id);
    }
    ledger.giveBack(table);
  }
}
