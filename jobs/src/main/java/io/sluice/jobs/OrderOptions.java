package io.sluice.jobs;

import io.sluice.ingest.IngestOrder;
import io.sluice.ingest.Outcome;
import io.sluice.ingest.failure.ExitCode;
import io.sluice.ingest.failure.IngestException;
import io.sluice.ingest.lake.Lake;
import io.sluice.ingest.report.OutcomeDocument;
import io.sluice.ingest.store.Storages;
import io.sluice.ingest.store.StoredSpecs;
import io.sluice.spec.DatasetSpec;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** What who starts a job says of one run and wants to hear of it: a state machine, a scheduler. */
final class OrderOptions {
  @Option(
      names = "--run-id",
      paramLabel = "ID",
      description =
          "The run's id. The same id again means the same run: if it is running, it is waited for;"
              + " if it has finished, it is not repeated; if it failed, the next attempt begins.")
  private String runId;

  @Option(
      names = "--files",
      paramLabel = "LIST",
      description = "Take only these files: the location of a JSON array of their URIs.")
  private String files;

  @Option(
      names = "--outcome",
      paramLabel = "PLACE",
      description = "Where to write how the run ended, as JSON, however it ends.")
  private String outcome;

  /**
   * @throws IngestException if they are given for several specs: they are of one run
   */
  void requireFor(List<DatasetSpec> specs) {
    if (specs.size() > 1 && (runId != null || files != null || outcome != null)) {
      throw new IngestException(
          ExitCode.USAGE,
          "--run-id, --files and --outcome are for a single run: give exactly one spec with them");
    }
  }

  /** What is to be ingested of a spec. */
  IngestOrder of(DatasetSpec spec, Storages storages) {
    return new IngestOrder(
        spec,
        Optional.ofNullable(runId),
        Optional.ofNullable(files).map(list -> StoredSpecs.uris(storages, list)));
  }

  /** Writes how a run ended, if that is wanted. */
  void write(Outcome ended, Lake lake) throws IOException {
    if (outcome != null) {
      String at = lake.location().report(ended.report().run().runId());
      put(lake.storages(), OutcomeDocument.of(ended.report(), ended.exitCode(), at));
    }
  }

  /** Writes that no run came to an end, if that is wanted; the failure stays the caller's. */
  void failed(JobOptions options, RuntimeException failure) {
    if (outcome == null) {
      return;
    }
    try {
      put(Storages.of(options.lake()), OutcomeDocument.of(failure));
    } catch (IOException | RuntimeException e) {
      failure.addSuppressed(e);
      System.err.println("sluice: cannot write " + outcome + ": " + Mains.message(e));
    }
  }

  private void put(Storages storages, OutcomeDocument document) throws IOException {
    storages.at(outcome).put(outcome, document.json());
  }
}
