package io.sluice.jobs;

import io.sluice.ingest.IngestOrder;
import io.sluice.ingest.NamedIngest;
import io.sluice.ingest.Outcome;
import io.sluice.ingest.failure.Stop;
import io.sluice.ingest.failure.StopOnSignal;
import io.sluice.ingest.lake.Lake;
import io.sluice.ingest.progress.ProgressPrinter;
import io.sluice.ingest.report.OutcomeDocument;
import io.sluice.ingest.run.TaskRunner;
import io.sluice.ingest.run.ThreadRunner;
import io.sluice.ingest.store.Storages;
import io.sluice.ingest.store.StoredSpecs;
import io.sluice.spec.lake.LakeLocation;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Stands for the job of this name, and ingests by threads: this module has no Spark. */
public final class IngestMain {
  private IngestMain() {}

  public static void main(String[] args) throws IOException {
    Map<String, String> options = new HashMap<>();
    for (int i = 0; i + 1 < args.length; i += 2) {
      options.put(args[i], args[i + 1]);
    }
    LakeLocation location = new LakeLocation(options.get("--lake"));
    Storages storages = Storages.of(location);
    Outcome outcome;
    try (StopOnSignal signal = new StopOnSignal();
        Lake lake = Lake.open(location)) {
      outcome = run(options, storages, lake, signal.stop());
      String at = location.report(outcome.report().run().runId());
      String place = options.get("--outcome");
      byte[] json = OutcomeDocument.of(outcome.report(), outcome.exitCode(), at).json();
      storages.at(place).put(place, json);
    }
    System.exit(outcome.exitCode().code());
  }

  private static Outcome run(Map<String, String> options, Storages storages, Lake lake, Stop stop) {
    IngestOrder order =
        new IngestOrder(
            StoredSpecs.read(storages, options.get("--spec")),
            Optional.of(options.get("--run-id")),
            Optional.empty());
    try (TaskRunner runner = ThreadRunner.ofMachine(stop, storages)) {
      ProgressPrinter progress = new ProgressPrinter(System.err, ProgressPrinter.Style.LINES);
      return new NamedIngest(order, lake, runner, "threads", stop, progress).run();
    }
  }
}
