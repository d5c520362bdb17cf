package io.sluice.cli.command;

import io.sluice.cli.command.SpecFiles.SpecFile;
import io.sluice.cli.error.UsageException;
import io.sluice.cli.show.EstimatePage;
import io.sluice.ingest.engine.Engine;
import io.sluice.ingest.engine.EngineChoice;
import io.sluice.launch.LaunchException;
import io.sluice.launch.LaunchWay;
import io.sluice.launch.OrderRefusedException;
import io.sluice.launch.cost.Estimate;
import io.sluice.launch.cost.PriceList;
import io.sluice.launch.size.Size;
import io.sluice.launch.size.Sizing;
import io.sluice.launch.size.Work;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What launches have to read, planned on this machine before anything is started: how large they
 * should be, and whether they may cost that much.
 */
final class LaunchPlan {
  private final LaunchContext context;
  private final LaunchEstimates estimates;
  private final List<SpecFile> specs;
  private final EngineOption engine = new EngineOption();
  private List<Work> works = List.of();

  LaunchPlan(LaunchContext context, PriceList prices, List<SpecFile> specs) {
    this.context = context;
    this.estimates = new LaunchEstimates(context, prices);
    this.specs = specs;
  }

  /**
   * How large the largest of the launches should be.
   *
   * @param most the most workers of each
   * @return empty for a way whose machines are not ours to choose
   */
  Optional<Size> size(String way, int most) {
    return wanted(way, most).stream()
        .max(Comparator.comparingInt(size -> size.workers() * size.machine().processors()));
  }

  /**
   * How large each of the launches should be.
   *
   * @param most the most workers of each
   * @return none for a way whose machines are not ours to choose
   */
  List<Size> wanted(String way, int most) {
    return works().stream().flatMap(work -> Sizing.of(way, work, most).stream()).toList();
  }

  /**
   * How large each of the launches is by the environment, its options, and what exists.
   *
   * @return none for a way whose machines are not made for a run
   * @throws OrderRefusedException if what should exist does not
   */
  List<Size> given(LaunchWay way) {
    return works().stream().flatMap(work -> estimates.given(way, work).stream()).toList();
  }

  /**
   * Refuses launches that together cost more by estimate.
   *
   * @param way on which they are to run
   * @param sizes of each; none: nothing is charged for them
   * @param most in the prices' currency
   * @throws OrderRefusedException with the estimate
   */
  void require(String way, List<Size> sizes, double most) {
    double left = most;
    for (Size size : sizes) {
      Estimate estimate = estimates.of(way, size);
      try {
        estimate.require(left);
      } catch (LaunchException e) {
        throw new OrderRefusedException(e.getMessage(), e);
      }
      left -= estimate.cost().total().orElse(0.0);
    }
  }

  private List<Work> works() {
    if (works.isEmpty()) {
      works = specs.stream().map(spec -> EstimatePage.work(plan(spec))).toList();
    }
    return works;
  }

  private String plan(SpecFile spec) {
    EngineChoice choice = engine.choice(spec.spec(), context.lake(), context.storages());
    if (choice.engine() != Engine.THREADS) {
      throw new UsageException(
          "how much "
              + spec.location()
              + " has to read cannot be planned here, because it needs Spark SQL: './sluice plan "
              + spec.location()
              + " --estimate' shows workers and cost; then launch with --workers N, and without"
              + " --max-cost or budget");
    }
    return ThreadPlan.of(spec.spec(), context.lake(), choice);
  }
}
