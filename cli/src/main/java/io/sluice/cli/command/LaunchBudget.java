package io.sluice.cli.command;

import io.sluice.cli.command.SpecFiles.SpecFile;
import io.sluice.cli.error.UsageException;
import io.sluice.cli.show.EstimatePage;
import io.sluice.ingest.engine.Engine;
import io.sluice.ingest.engine.EngineChoice;
import io.sluice.ingest.failure.Stop;
import io.sluice.ingest.lake.Lake;
import io.sluice.ingest.plan.PlanJson;
import io.sluice.ingest.plan.PlanReporter;
import io.sluice.ingest.progress.ProgressPrinter;
import io.sluice.ingest.run.TaskRunner;
import io.sluice.ingest.run.ThreadRunner;
import io.sluice.launch.LaunchException;
import io.sluice.launch.OrderRefusedException;
import io.sluice.launch.cost.Estimate;
import io.sluice.launch.cost.PriceList;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;

/** What launches may cost: planned here, and refused before anything is started. */
final class LaunchBudget {
  private final LaunchContext context;
  private final EngineOption engine = new EngineOption();

  LaunchBudget(LaunchContext context) {
    this.context = context;
  }

  /**
   * Refuses launches that together cost more by estimate.
   *
   * @param way on which they are to run; one whose machines are not charged costs nothing
   * @param mostWorkers of each
   * @param most in the prices' currency
   * @throws OrderRefusedException with the estimate
   */
  void require(String way, List<SpecFile> specs, int mostWorkers, double most) {
    double left = most;
    for (SpecFile spec : specs) {
      Optional<Estimate> estimate =
          Estimate.of(way, EstimatePage.work(plan(spec)), mostWorkers, PriceList.builtIn());
      if (estimate.isEmpty()) {
        return;
      }
      try {
        estimate.get().require(left);
      } catch (LaunchException e) {
        throw new OrderRefusedException(e.getMessage(), e);
      }
      left -= estimate.get().cost().total().orElse(0.0);
    }
  }

  private String plan(SpecFile spec) {
    EngineChoice choice = engine.choice(spec.spec(), context.lake(), context.storages());
    if (choice.engine() != Engine.THREADS) {
      throw new UsageException(
          "what "
              + spec.location()
              + " costs is not estimated here, for it needs Spark SQL: './sluice plan "
              + spec.location()
              + " --estimate' tells it; then launch without --max-cost or budget");
    }
    Stop stop = new Stop();
    ProgressPrinter progress = new ProgressPrinter(System.err, ProgressPrinter.Style.NONE);
    try (TaskRunner runner = ThreadRunner.ofMachine(stop, context.storages());
        Lake lake = Lake.look(context.lake())) {
      return PlanJson.of(
          new PlanReporter(spec.spec(), lake, runner, choice.describe(), stop, progress).report());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
