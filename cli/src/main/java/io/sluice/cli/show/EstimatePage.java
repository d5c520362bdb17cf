package io.sluice.cli.show;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.cli.render.TextTable;
import io.sluice.cli.terminal.Terminal;
import io.sluice.launch.cost.Estimate;
import io.sluice.launch.cost.PriceList;
import io.sluice.launch.size.InputFile;
import io.sluice.launch.size.Work;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;

/** What the work of a plan would take and cost on AWS, by each way. */
public final class EstimatePage {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final double MINUTE = 60;

  private final List<Estimate> estimates;
  private final PriceList prices;
  private final String environment;
  private final String region;
  private final Map<String, String> unknown;

  private EstimatePage(
      List<Estimate> estimates,
      PriceList prices,
      String environment,
      String region,
      Map<String, String> unknown) {
    this.estimates = estimates;
    this.prices = prices;
    this.environment = environment;
    this.region = region;
    this.unknown = unknown;
  }

  /**
   * Of an account of which nothing is known.
   *
   * @param prices by which the estimates are
   */
  public static EstimatePage of(List<Estimate> estimates, PriceList prices) {
    return new EstimatePage(estimates, prices, "", "", Map.of());
  }

  /**
   * The same, of an environment.
   *
   * @param its name
   * @param itsRegion empty: not known
   * @param notLookedAt ways of it that could not be looked at, and why not
   */
  public EstimatePage in(String its, String itsRegion, Map<String, String> notLookedAt) {
    return new EstimatePage(estimates, prices, its, itsRegion, notLookedAt);
  }

  /** What a plan has to read. */
  public static Work work(String plan) {
    List<InputFile> files = new ArrayList<>();
    for (JsonNode file : parse(plan).path("files")) {
      String compression = file.path("settings").path("compression").asText("none");
      files.add(
          new InputFile(
              file.path("format").asText(),
              file.path("bytes").asLong(),
              !compression.startsWith("none"),
              file.path("splittable").asBoolean()));
    }
    return Work.of(files);
  }

  private static JsonNode parse(String plan) {
    try {
      return JSON.readTree(plan);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the plan is not JSON: " + e.getOriginalMessage(), e);
    }
  }

  /** The plan with the estimates in it. */
  public String addedTo(String plan) {
    ObjectNode json = (ObjectNode) parse(plan);
    ObjectNode costs = json.putObject("estimates");
    costs
        .put("region", prices.region())
        .put("prices_read", prices.read().toString())
        .put("currency", prices.currency());
    if (!environment.isEmpty()) {
      costs.put("environment", environment);
      unknown.forEach(costs.putObject("not_looked_at")::put);
    }
    for (Estimate each : estimates) {
      ObjectNode one =
          costs
              .withArray("ways")
              .addObject()
              .put("way", each.way())
              .put("workers", each.size().workers())
              .put("machine", each.size().machine().name())
              .put("seconds", Math.round(each.size().seconds()))
              .put("obstacle", each.size().obstacle());
      each.cost().total().ifPresentOrElse(cost -> one.put("cost", cost), () -> one.putNull("cost"));
      each.cost()
          .quantities()
          .forEach(q -> one.withObject("/quantities").put(q.meter(), q.amount()));
      each.cost().unknown().forEach(one.withArray("without_price")::add);
      each.cost().hearsay().forEach(one.withArray("not_verified")::add);
    }
    return json.toPrettyString();
  }

  /** For people. */
  public void print(PrintWriter out, Terminal terminal) {
    out.println();
    TextTable table = new TextTable().left("way", "workers").right("minutes", "cost").left("note");
    for (Estimate each : estimates) {
      table.row(
          each.way(),
          each.size().workers() + " x " + each.size().machine().name(),
          String.format(Locale.ROOT, "%.1f", each.size().seconds() / MINUTE),
          each.cost().amount(),
          remark(each));
    }
    unknown.forEach((way, why) -> table.row(way, "", "", "", "not looked at: " + why));
    table.print(out, terminal);
    out.println(
        "estimates"
            + (environment.isEmpty() ? "" : " for environment " + environment)
            + ", by prices of "
            + prices.region()
            + " read on "
            + prices.read()
            + "; storage, requests and transfer are not in them");
    if (!region.isEmpty() && !region.equals(prices.region())) {
      out.println("those of " + region + " may differ: --prices FILE brings them");
    }
  }

  private static String remark(Estimate estimate) {
    List<String> remarks = new ArrayList<>();
    if (!estimate.size().possible()) {
      remarks.add(estimate.size().obstacle());
    }
    if (!estimate.cost().unknown().isEmpty()) {
      remarks.add("no price: " + String.join(", ", new TreeSet<>(estimate.cost().unknown())));
    }
    if (!estimate.cost().hearsay().isEmpty()) {
      remarks.add("price not verified");
    }
    return String.join("; ", remarks);
  }
}
