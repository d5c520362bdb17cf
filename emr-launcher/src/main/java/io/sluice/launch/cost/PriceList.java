package io.sluice.launch.cost;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.launch.LaunchException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Prices of a region on a date. Those that travel along are in {@code prices.json}; a file of the
 * user's may replace and complete them, since prices change and differ by region and contract.
 *
 * @param region whose prices these are
 * @param read when they were last looked up
 * @param currency such as {@code USD}
 * @param prices by the meter's name
 */
public record PriceList(String region, LocalDate read, String currency, Map<String, Price> prices) {
  private static final ObjectMapper JSON = new ObjectMapper();

  public PriceList {
    prices = Collections.unmodifiableMap(new TreeMap<>(prices));
  }

  /** The one that travels along. */
  public static PriceList builtIn() {
    try (InputStream in = PriceList.class.getResourceAsStream("prices.json")) {
      return parse("prices.json", new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The one that travels along with a file of the user's over it.
   *
   * @throws LaunchException if the file cannot be read or is none of prices
   */
  public PriceList with(Path file) {
    try {
      PriceList own = parse(file.toString(), Files.readString(file));
      if (!own.currency.equals(currency)) {
        throw new LaunchException(
            file + ": prices are in " + own.currency + ", and the others in " + currency);
      }
      Map<String, Price> all = new LinkedHashMap<>(prices);
      all.putAll(own.prices);
      return new PriceList(own.region, own.read, currency, all);
    } catch (IOException e) {
      throw new LaunchException("prices " + file + " cannot be read: " + e.getMessage(), e);
    }
  }

  /** What so much costs. EMR's share is one of the price of the instances among the quantities. */
  public Cost cost(List<Quantity> quantities) {
    double total = 0;
    double instances = 0;
    double share = 0;
    List<String> unknown = new ArrayList<>();
    List<String> hearsay = new ArrayList<>();
    for (Quantity quantity : quantities) {
      Price price = prices.get(quantity.meter());
      if (price == null) {
        unknown.add(quantity.meter());
        continue;
      }
      if (!price.verified()) {
        hearsay.add(quantity.meter());
      }
      double amount = price.amount() * quantity.amount();
      if (quantity.meter().equals(Meter.EMR_SHARE.text())) {
        share = price.amount();
      } else {
        total += amount;
        instances += Meter.isInstance(quantity.meter()) ? amount : 0;
      }
    }
    double all = total + share * instances;
    return new Cost(
        unknown.isEmpty() ? Optional.of(all) : Optional.empty(),
        currency,
        quantities,
        unknown,
        hearsay,
        region,
        read);
  }

  private static PriceList parse(String where, String text) {
    JsonNode root;
    try {
      root = JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new LaunchException(where + " is not JSON: " + e.getOriginalMessage(), e);
    }
    for (String needed : List.of("region", "read", "currency")) {
      if (!root.path(needed).isTextual()) {
        throw new LaunchException(where + ": \"" + needed + "\" is missing");
      }
    }
    Map<String, Price> prices = new LinkedHashMap<>();
    root.path("prices")
        .fields()
        .forEachRemaining(each -> prices.put(each.getKey(), price(where, each)));
    if (prices.isEmpty()) {
      throw new LaunchException(where + ": \"prices\" is missing or empty");
    }
    return new PriceList(
        root.get("region").asText(), date(where, root), root.get("currency").asText(), prices);
  }

  private static Price price(String where, Map.Entry<String, JsonNode> entry) {
    JsonNode amount = entry.getValue().path("amount");
    if (!amount.isNumber() || amount.asDouble() < 0) {
      throw new LaunchException(
          where + ": the price of " + entry.getKey() + " has no \"amount\" that is a number");
    }
    return new Price(
        amount.asDouble(),
        entry.getValue().path("verified").asBoolean(true),
        entry.getValue().path("note").asText());
  }

  private static LocalDate date(String where, JsonNode root) {
    try {
      return LocalDate.parse(root.get("read").asText());
    } catch (DateTimeParseException e) {
      throw new LaunchException(where + ": \"read\" is not a date such as 2026-11-29", e);
    }
  }
}
