package io.sluice.cli.launch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.cli.render.TextTable;
import io.sluice.cli.render.Times;
import io.sluice.cli.terminal.Terminal;
import io.sluice.launch.LaunchRecord;
import io.sluice.launch.Usage;
import io.sluice.launch.Usage.Amount;
import io.sluice.launch.cost.Cost;
import io.sluice.launch.cost.PriceList;
import io.sluice.launch.cost.Used;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Launches as people and programs read them. */
public final class LaunchPage {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final PriceList prices;

  /** By prices of a date. */
  public LaunchPage(PriceList prices) {
    this.prices = prices;
  }

  /** All of them in a table. */
  public void table(List<LaunchSeen> launches, PrintWriter out, Terminal terminal) {
    TextTable table =
        new TextTable()
            .left("run", "on", "dataset", "state", "ordered")
            .right("code")
            .left("used")
            .right("cost");
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
          record.end() == null ? "" : used(record.end().usage()),
          cost(record).map(Cost::amount).orElse(""));
    }
    table.print(out, terminal);
  }

  /** What became of one. */
  public void end(LaunchRecord record, PrintWriter out) {
    end(LaunchSeen.of(record), out);
  }

  /** What became of one, or why that is not known. */
  public void end(LaunchSeen seen, PrintWriter out) {
    LaunchRecord record = seen.record();
    out.printf("run %s on %s: %s%n", record.runId(), record.way(), state(seen));
    if (record.end() == null) {
      return;
    }
    line(out, "cause", record.end().cause());
    line(out, "used", used(record.end().usage()));
    line(out, "cost", cost(record).map(Cost::text).orElse(""));
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

  /** What a launch was, as lines of a name and a text. */
  public Map<String, String> lines(LaunchRecord record) {
    Map<String, String> lines = new LinkedHashMap<>();
    String usage = record.end() == null ? "" : used(record.end().usage());
    lines.put("launched", "on " + record.way() + ": " + state(LaunchSeen.of(record)));
    if (!usage.isEmpty()) {
      lines.put("used", usage);
    }
    cost(record).ifPresent(cost -> lines.put("cost", cost.text()));
    return lines;
  }

  /** One JSON document: the record, or an array of them. */
  public String json(List<LaunchRecord> records, boolean single) {
    return jsonOf(records.stream().map(LaunchSeen::of).toList(), single);
  }

  /**
   * The same, each with {@code trouble} if it could not be asked how it is, and with what it cost
   * if it is over and its service tells what it used.
   */
  public String jsonOf(List<LaunchSeen> launches, boolean single) {
    List<String> texts = launches.stream().map(seen -> json(seen).toPrettyString()).toList();
    return single && texts.size() == 1
        ? texts.get(0)
        : texts.stream().collect(Collectors.joining(",\n", "[", "]"));
  }

  /** One of them. */
  public ObjectNode json(LaunchSeen seen) {
    ObjectNode json;
    try {
      json = (ObjectNode) JSON.readTree(seen.record().json());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
    if (!seen.trouble().isEmpty()) {
      json.put("trouble", seen.trouble());
    }
    cost(seen.record()).ifPresent(cost -> put(cost, json.withObject("/end").putObject("cost")));
    return json;
  }

  /** A run's report with its launch in it. */
  public String addedTo(String report, LaunchRecord record) {
    try {
      ObjectNode json = (ObjectNode) JSON.readTree(report);
      json.set("launch", json(LaunchSeen.of(record)));
      return json.toPrettyString();
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a report is JSON", e);
    }
  }

  private static void put(Cost cost, ObjectNode json) {
    cost.total().ifPresentOrElse(total -> json.put("total", total), () -> json.putNull("total"));
    json.put("currency", cost.currency())
        .put("region", cost.region())
        .put("prices_read", cost.read().toString());
    ObjectNode quantities = json.putObject("quantities");
    cost.quantities().forEach(each -> quantities.put(each.meter(), each.amount()));
    ArrayNode unknown = json.putArray("without_price");
    cost.unknown().forEach(unknown::add);
    ArrayNode hearsay = json.putArray("not_verified");
    cost.hearsay().forEach(hearsay::add);
  }

  /** Empty while it goes on, and where its service does not tell what it used. */
  private Optional<Cost> cost(LaunchRecord record) {
    return record.end() == null || record.end().usage().amounts().isEmpty()
        ? Optional.empty()
        : Optional.of(Used.cost(record.way(), record.end().usage(), prices));
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
