package io.sluice.launch.cost;

/**
 * So much of something that is charged.
 *
 * @param meter as the file of prices calls it
 * @param amount in the meter's unit, for example 0.25 DPU-hours
 */
public record Quantity(String meter, double amount) {
  /** Of a meter that has no type in its name. */
  public static Quantity of(Meter meter, double amount) {
    return new Quantity(meter.text(), amount);
  }

  /** Hours of an instance type. */
  public static Quantity instanceHours(String type, double hours) {
    return new Quantity(Meter.instance(type), hours);
  }
}
