package io.sluice.cli.launch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
  private static final ObjectMapper JSON = new ObjectMapper();

  private LaunchPage() {}

  /** All of them in a table. */
  public static void table(List<LaunchSeen> launches, PrintWriter out, Terminal terminal) {
    TextTable table =
        new TextTable().left("run", "on", "dataset", "state", "ordered").right("code").left("used");
    for (LaunchSeen seen : launches) {
      LaunchRecord record = seen.record();
      table.row(
          record.runId(),
          record.way(),
          record.parts().stream()
              .map(LaunchRecord.Part::dataset)
              .distinct()
              .collect(Collectors.joining(", ")),
          state(seen),
          Times.local(record.ordered()),
          record.end() == null ? "" : record.end().exitCode(),
          record.end() == null ? "" : used(record.end().usage()));
    }
    table.print(out, terminal);
  }

  /** What became of one. */
  public static void end(LaunchRecord record, PrintWriter out) {
    end(LaunchSeen.of(record), out);
  }

  /** What became of one, or why that is not known. */
  public static void end(LaunchSeen seen, PrintWriter out) {
    LaunchRecord record = seen.record();
    out.printf("run %s on %s: %s%n", record.runId(), record.way(), state(seen));
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
    return jsonOf(records.stream().map(LaunchSeen::of).toList(), single);
  }

  /** The same, each with {@code trouble} if it could not be asked how it is. */
  public static String jsonOf(List<LaunchSeen> launches, boolean single) {
    List<String> texts =
        launches.stream()
            .map(
                seen ->
                    seen.trouble().isEmpty()
                        ? seen.record().json()
                        : with(seen.record().json(), "trouble", seen.trouble()))
            .toList();
    return single && texts.size() == 1
        ? texts.get(0)
        : texts.stream().collect(Collectors.joining(",\n", "[", "]"));
  }

  private static String with(String json, String key, String text) {
    try {
      ObjectNode node = (ObjectNode) JSON.readTree(json);
      return node.put(key, text).toPrettyString();
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String state(LaunchSeen seen) {
    LaunchRecord record = seen.record();
    if (!seen.trouble().isEmpty()) {
      return "not known: " + seen.trouble();
    }
    if (record.end() != null) {
      return record.end().phase().name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
    return record.handle() == null ? "not submitted" : "going on";
  }

  private static String used(Usage usage) {
    return usage.amounts().stream().map(LaunchPage::amount).collect(Collectors.joining(", "));
  }

  private static String amount(Amount amount) {
    return String.format(
        Locale.ROOT,
        "%.3f %s%s",
        amount.quantity(),
        amount.unit().name().toLowerCase(Locale.ROOT).replace('_', ' '),
        amount.of().isEmpty() ? "" : " (" + amount.of() + ")");
  }
}
