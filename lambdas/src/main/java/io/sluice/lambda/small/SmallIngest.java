package io.sluice.lambda.small;

import io.sluice.aws.s3.S3Storages;
import io.sluice.ingest.IngestOrder;
import io.sluice.ingest.NamedIngest;
import io.sluice.ingest.Outcome;
import io.sluice.ingest.engine.Engine;
import io.sluice.ingest.engine.EngineChoice;
import io.sluice.ingest.failure.ExitCode;
import io.sluice.ingest.failure.Failures;
import io.sluice.ingest.failure.Stop;
import io.sluice.ingest.lake.Lake;
import io.sluice.ingest.progress.ProgressPrinter;
import io.sluice.ingest.report.OutcomeDocument;
import io.sluice.ingest.run.ThreadRunner;
import io.sluice.ingest.store.StoredSpecs;
import io.sluice.lambda.host.FlowLake;
import io.sluice.spec.DatasetSpec;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** One batch's ingest by threads of this process, without a temporary file. */
final class SmallIngest {
  private final FlowLake lake;
  private final SmallRequest given;
  private final Stop stop;
  private final S3Storages storages;

  SmallIngest(FlowLake lake, SmallRequest given, Stop stop) {
    this.lake = lake;
    this.given = given;
    this.stop = stop;
    this.storages = lake.inMemory();
  }

  SmallAnswer run() throws IOException {
    SmallAnswer answer = tried();
    if (given.alone() && answer.result() != SmallAnswer.Result.DONE) {
      lake.put(
          given.outcome(),
          OutcomeDocument.of(ExitCode.FAILED, given.dataset(), answer.reason()).json());
    }
    return answer;
  }

  private SmallAnswer tried() throws IOException {
    try {
      DatasetSpec spec = StoredSpecs.read(storages, given.spec());
      EngineChoice choice = EngineChoice.inFunction(spec);
      if (choice.engine() == Engine.SPARK) {
        return SmallAnswer.tooBig("the spec needs Spark: " + choice.reason());
      }
      Optional<List<String>> files =
          given.files().isEmpty()
              ? Optional.empty()
              : Optional.of(StoredSpecs.uris(storages, given.files()));
      return ingest(new IngestOrder(spec, Optional.of(given.runId()), files), choice.describe());
    } catch (RuntimeException e) {
      if (Failures.exitCode(e) == ExitCode.USAGE) {
        lake.put(given.outcome(), OutcomeDocument.of(e).json());
        return SmallAnswer.done();
      }
      return SmallAnswer.of(e, stop.requested());
    } catch (OutOfMemoryError e) {
      return SmallAnswer.of(e, stop.requested());
    }
  }

  private SmallAnswer ingest(IngestOrder order, String engine) throws IOException {
    ProgressPrinter silent = new ProgressPrinter(System.err, ProgressPrinter.Style.NONE);
    int threads = Runtime.getRuntime().availableProcessors();
    try (Lake opened = Lake.open(lake.location());
        ThreadRunner runner = ThreadRunner.inMemory(threads, stop, storages)) {
      Outcome ended = new NamedIngest(order, opened, runner, engine, stop, silent).run();
      if (ended.exitCode() == ExitCode.FAILED) {
        return SmallAnswer.of(ended.failure().orElseThrow(), stop.requested());
      }
      String report = opened.location().report(ended.report().run().runId());
      lake.put(
          given.outcome(), OutcomeDocument.of(ended.report(), ended.exitCode(), report).json());
      return SmallAnswer.done();
    }
  }
}
