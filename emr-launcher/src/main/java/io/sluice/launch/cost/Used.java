package io.sluice.launch.cost;

import io.sluice.launch.Usage;
import io.sluice.launch.Usage.Amount;
import java.util.ArrayList;
import java.util.List;

/** What a run used, as it is charged. */
public final class Used {
  private static final double HOUR = 3600;
  private static final String ON_DEMAND = " on-demand";

  private Used() {}

  /**
   * What a run cost, by what its service says it used.
   *
   * @param way on which it ran: units of the same name have different prices
   * @return without a total if a price is missing
   */
  public static Cost cost(String way, Usage usage, PriceList prices) {
    List<Quantity> quantities = new ArrayList<>();
    boolean instances = false;
    for (Amount each : usage.amounts()) {
      if (each.quantity() <= 0) {
        continue;
      }
      instances = instances || each.unit() == Usage.Unit.INSTANCE_HOURS;
      quantities.add(quantity(way, each));
    }
    if (instances) {
      quantities.add(Quantity.of(Meter.EMR_SHARE, 1));
    }
    return prices.cost(quantities);
  }

  private static Quantity quantity(String way, Amount amount) {
    double quantity = amount.quantity();
    return switch (amount.unit()) {
      case DPU_SECONDS -> Quantity.of(Meter.GLUE_DPU_HOUR, quantity / HOUR);
      case FLEX_DPU_SECONDS -> Quantity.of(Meter.GLUE_FLEX_DPU_HOUR, quantity / HOUR);
      case MEMORY_DPU_SECONDS -> Quantity.of(Meter.GLUE_MEMORY_DPU_HOUR, quantity / HOUR);
      case INSTANCE_HOURS -> Quantity.instanceHours(machine(amount.of()), quantity);
      case GB_SECONDS -> Quantity.of(Meter.LAMBDA_GB_SECOND, quantity);
      case VCPU_HOURS -> new Quantity(way + ".vcpu-hour", quantity);
      case MEMORY_GB_HOURS -> new Quantity(way + ".gb-hour", quantity);
      case STORAGE_GB_HOURS -> new Quantity(way + ".storage-gb-hour", quantity);
      case REQUESTS -> new Quantity(way + ".request", quantity);
    };
  }

  /** As prices name a type and its market: on demand by the type alone, else m5.xlarge-spot. */
  private static String machine(String of) {
    return (of.endsWith(ON_DEMAND) ? of.substring(0, of.length() - ON_DEMAND.length()) : of)
        .replace(' ', '-');
  }
}
