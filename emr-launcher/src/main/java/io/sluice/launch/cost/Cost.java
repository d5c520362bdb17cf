package io.sluice.launch.cost;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What something costs, by prices of a date.
 *
 * @param total empty if a price is missing
 * @param quantities what is charged
 * @param unknown meters without a price
 * @param hearsay meters whose price nobody has verified
 * @param region whose prices they are
 * @param read when the prices were looked up
 */
public record Cost(
    Optional<Double> total,
    String currency,
    List<Quantity> quantities,
    List<String> unknown,
    List<String> hearsay,
    String region,
    LocalDate read) {
  public Cost {
    quantities = List.copyOf(quantities);
    unknown = List.copyOf(unknown);
    hearsay = List.copyOf(hearsay);
  }

  /** For a column of a table: {@code 0.44 USD}, or {@code ?}. */
  public String amount() {
    return total.map(this::money).orElse("?");
  }

  /** For a line: the amount, whence, and what is not certain of it. */
  public String text() {
    List<String> parts = new ArrayList<>();
    parts.add("prices of " + region + " read on " + read);
    if (!hearsay.isEmpty()) {
      parts.add("not verified: " + String.join(", ", hearsay));
    }
    if (!unknown.isEmpty()) {
      parts.add("no price: " + String.join(", ", unknown));
    }
    return amount() + " (" + String.join("; ", parts) + ")";
  }

  private String money(double value) {
    // Cents mislead where a run costs a tenth of one.
    String format = value == 0 || value >= 1 ? "%.2f %s" : "%.4f %s";
    return String.format(Locale.ROOT, format, value, currency);
  }
}
