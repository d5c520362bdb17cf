package io.sluice.cli.launch;

import io.sluice.cli.render.TextTable;
import io.sluice.cli.render.Times;
import io.sluice.cli.terminal.Terminal;
import io.sluice.launch.LaunchRecord;
import io.sluice.launch.Usage;
import io.sluice.launch.Usage.Amount;
import io.sluice.launch.cost.PriceList;
import io.sluice.launch.cost.Used;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Launches as people and programs read them. */
public final class LaunchPage {
  private LaunchPage() {}

  /** All of them in a table. */
  public static void table(List<LaunchRecord> records, PrintWriter out, Terminal terminal) {
    TextTable table =
        new TextTable().left("run", "on", "dataset", "state", "ordered").right("code").left("used");
    for (LaunchRecord record : records) {
      table.row(
          record.runId(),
          record.way(),
          record.parts().stream()
              .map(LaunchRecord.Part::dataset)
              .distinct()
              .collect(Collectors.joining(", ")),
          state(record),
          Times.local(record.ordered()),
          record.end() == null ? "" : record.end().exitCode(),
          record.end() == null ? "" : used(record.end().usage()));
    }
    table.print(out, terminal);
  }

  /** What became of one. */
  public static void end(LaunchRecord record, PrintWriter out) {
    out.printf("run %s on %s: %s%n", record.runId(), record.way(), state(record).replace('_', ' '));
    if (record.end() == null) {
      return;
    }
    line(out, "cause", record.end().cause());
    line(out, "used", used(record.end().usage()));
    if (!record.end().usage().amounts().isEmpty()) {
      line(out, "cost", Used.cost(record.way(), record.end().usage(), PriceList.builtIn()).text());
    }
    line(out, "page", record.end().link());
    if (record.end().exitCode() != 0) {
      record.end().logs().forEach(log -> line(out, "log", log));
    }
  }

  private static void line(PrintWriter out, String name, String text) {
    if (!text.isEmpty()) {
      out.printf("  %-6s %s%n", name, text);
    }
  }

  /** One JSON document: the record, or an array of them. */
  public static String json(List<LaunchRecord> records, boolean single) {
    return single && records.size() == 1
        ? records.get(0).json()
        : records.stream().map(LaunchRecord::json).collect(Collectors.joining(",\n", "[", "]"));
  }

  private static String state(LaunchRecord record) {
    if (record.end() != null) {
      return record.end().phase().name().toLowerCase(Locale.ROOT);
    }
    return record.handle() == null ? "not submitted" : "going on";
  }

  private static String used(Usage usage) {
    return usage.amounts().stream().map(LaunchPage::amount).collect(Collectors.joining(", "));
  }

  private static String amount(Amount amount) {
    return "%.3f %s%s"
        .formatted(
            amount.quantity(),
            amount.unit().name().toLowerCase(Locale.ROOT).replace('_', ' '),
            amount.of().isEmpty() ? "" : " (" + amount.of() + ")");
  }
}
