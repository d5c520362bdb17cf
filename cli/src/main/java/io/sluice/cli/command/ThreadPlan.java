package io.sluice.cli.command;

import io.sluice.ingest.engine.EngineChoice;
import io.sluice.ingest.failure.Stop;
import io.sluice.ingest.lake.Lake;
import io.sluice.ingest.plan.PlanJson;
import io.sluice.ingest.plan.PlanReporter;
import io.sluice.ingest.progress.ProgressPrinter;
import io.sluice.ingest.run.TaskRunner;
import io.sluice.ingest.run.ThreadRunner;
import io.sluice.ingest.store.Storages;
import io.sluice.spec.DatasetSpec;
import io.sluice.spec.lake.LakeLocation;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Plans by threads of this process. */
final class ThreadPlan {
  private ThreadPlan() {}

  /**
   * The plan of an ingest into a lake, as JSON; writes nothing.
   *
   * @param choice that the threads run it, which the plan says
   */
  static String of(DatasetSpec spec, LakeLocation location, EngineChoice choice) {
    Stop stop = new Stop();
    ProgressPrinter progress = new ProgressPrinter(System.err, ProgressPrinter.Style.NONE);
    try (TaskRunner runner = ThreadRunner.ofMachine(stop, Storages.of(location));
        Lake lake = Lake.look(location)) {
      return PlanJson.of(
          new PlanReporter(spec, lake, runner, choice.describe(), stop, progress).report());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
