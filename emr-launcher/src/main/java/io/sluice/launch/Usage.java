package io.sluice.launch;

import java.util.List;

/**
 * What a run used, in the units in which its service charges.
 *
 * @param amounts none where the service does not tell
 */
public record Usage(List<Amount> amounts) {
  public static final Usage NONE = new Usage(List.of());

  /** What is counted. */
  public enum Unit {
    /** Glue, standard. */
    DPU_SECONDS,
    /** Glue, execution class FLEX. */
    FLEX_DPU_SECONDS,
    /** Glue, workers with twice the memory. */
    MEMORY_DPU_SECONDS,
    VCPU_HOURS,
    MEMORY_GB_HOURS,
    /** Beyond what a worker has for nothing. */
    STORAGE_GB_HOURS,
    /** EC2, and what EMR adds to it; {@link Amount#of} is the type and the market. */
    INSTANCE_HOURS,
    /** Lambda. */
    GB_SECONDS,
    REQUESTS
  }

  /**
   * One amount.
   *
   * @param of what kind of machine, for example {@code m5.xlarge spot} or {@code ARM64}; empty
   *     where there is one kind
   */
  public record Amount(Unit unit, double quantity, String of) {}

  public Usage {
    amounts = List.copyOf(amounts);
  }

  /** One amount of the only kind. */
  public static Usage of(Unit unit, double quantity) {
    return new Usage(List.of(new Amount(unit, quantity, "")));
  }
}
