package io.sluice.launch.cost;

import io.sluice.launch.LaunchException;
import io.sluice.launch.size.Machine;
import io.sluice.launch.size.Size;
import io.sluice.launch.size.Sizing;
import io.sluice.launch.size.Work;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a job is expected to take and cost one way.
 *
 * @param way such as {@code glue}
 */
public record Estimate(String way, Size size, Cost cost) {
  /** A run of Glue is charged for so many seconds at least. */
  private static final double GLUE_LEAST = 60;

  private static final double HOUR = 3600;

  /** Which of a service's capacity is asked for. */
  public enum Capacity {
    STANDARD,
    /** That costs less, and may have to be waited for: Glue's flex. */
    SPARE
  }

  /**
   * Of a way.
   *
   * @param mostWorkers the most that may be taken
   * @return empty for a way that is not charged by a service, or whose machines are not ours
   */
  public static Optional<Estimate> of(String way, Work work, int mostWorkers, PriceList prices) {
    return Sizing.of(way, work, mostWorkers).map(size -> of(way, size, Capacity.STANDARD, prices));
  }

  /** Of workers that somebody chose. */
  public static Estimate of(String way, Size size, Capacity capacity, PriceList prices) {
    return new Estimate(way, size, prices.cost(quantities(way, size, capacity)));
  }

  /** Of all ways, in the order in which they are told. */
  public static List<Estimate> ofAll(Work work, int mostWorkers, PriceList prices) {
    List<Estimate> all = new ArrayList<>();
    for (String way : Sizing.ways()) {
      of(way, work, mostWorkers, prices).ifPresent(all::add);
    }
    return all;
  }

  /**
   * Refuses what would cost more than is allowed, or nobody knows how much.
   *
   * @param most in the prices' currency
   * @throws LaunchException with what to do
   */
  public void require(double most) {
    if (!size.possible()) {
      throw new LaunchException("--on " + way + ": " + size.obstacle());
    }
    if (cost.total().isEmpty()) {
      throw new LaunchException(
          "--max-cost: what this costs on "
              + way
              + " is not known, because these have no price: "
              + String.join(", ", cost.unknown())
              + ". Give them in a file with --prices (docs/cli.md), or leave --max-cost out");
    }
    if (cost.total().get() > most) {
      throw new LaunchException(
          String.format(
              Locale.ROOT,
              "--max-cost: this costs about %s on %s, more than %.2f %s. Nothing was started."
                  + " 'sluice plan SPEC --estimate' shows the other ways",
              cost.text(),
              way,
              most,
              cost.currency()));
    }
  }

  private static Meter glue(Machine machine, Capacity capacity) {
    if (machine.name().startsWith("R")) {
      return Meter.GLUE_MEMORY_DPU_HOUR;
    }
    return capacity == Capacity.SPARE ? Meter.GLUE_FLEX_DPU_HOUR : Meter.GLUE_DPU_HOUR;
  }

  private static List<Quantity> quantities(String way, Size size, Capacity capacity) {
    Machine machine = size.machine();
    // Machines are charged while they start as well, except Glue's and Lambda's.
    double work = size.seconds() - size.startSeconds();
    double hours = size.workers() * size.seconds() / HOUR;
    return switch (way) {
      case "glue" ->
          List.of(
              Quantity.of(
                  glue(machine, capacity),
                  size.workers() * machine.units() * Math.max(GLUE_LEAST, work) / HOUR));
      case "emr-serverless" ->
          List.of(
              Quantity.of(Meter.SERVERLESS_VCPU_HOUR, hours * machine.processors()),
              Quantity.of(Meter.SERVERLESS_GB_HOUR, hours * machine.memoryGb()));
      case "emr" ->
          List.of(
              Quantity.instanceHours(machine.name(), hours), Quantity.of(Meter.EMR_SHARE, hours));
      case "batch" ->
          List.of(
              Quantity.of(Meter.BATCH_VCPU_HOUR, hours * machine.processors()),
              Quantity.of(Meter.BATCH_GB_HOUR, hours * machine.memoryGb()));
      default -> List.of(Quantity.of(Meter.LAMBDA_GB_SECOND, size.seconds() * machine.units()));
    };
  }
}
