package io.sluice.launch.cost;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.launch.LaunchException;
import io.sluice.launch.cost.Estimate.Capacity;
import io.sluice.launch.size.InputFile;
import io.sluice.launch.size.Machine;
import io.sluice.launch.size.Size;
import io.sluice.launch.size.Sizing;
import io.sluice.launch.size.Work;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EstimateTest {
  private static final PriceList PRICES = PriceList.builtIn();
  private static final Work SMALL = Work.of(List.of(new InputFile("csv", 1_000_000, false, true)));

  @TempDir private Path folder;

  private static Estimate of(String way, PriceList prices) {
    return Estimate.of(way, SMALL, 10, prices).orElseThrow();
  }

  @Test
  void pricesTellTheirDateAndWhatIsHearsay() {
    assertEquals("us-east-1", PRICES.region());
    assertEquals("USD", PRICES.currency());
    String glue = of("glue", PRICES).cost().text();
    // A minute of two workers of one DPU each, the least that Glue charges.
    assertTrue(glue.startsWith("0.0147 USD (prices of us-east-1 read on 2026-11-30"), glue);
    String serverless = of("emr-serverless", PRICES).cost().text();
    assertTrue(
        serverless.contains("not verified: emr-serverless.vcpu-hour, emr-serverless.gb-hour"),
        serverless);
  }

  @Test
  void whatHasNoPriceIsNotGuessed() {
    PriceList few =
        new PriceList(
            PRICES.region(),
            PRICES.read(),
            PRICES.currency(),
            Map.of("emr.share-of-instances", PRICES.prices().get("emr.share-of-instances")));
    Cost emr = of("emr", few).cost();
    assertEquals(Optional.empty(), emr.total());
    assertTrue(emr.text().startsWith("? ("), emr.text());
    assertTrue(emr.text().contains("no price: ec2.m5.xlarge-hour"), emr.text());
    LaunchException refused =
        assertThrows(LaunchException.class, () -> of("emr", few).require(1000));
    assertTrue(refused.getMessage().contains("--prices"), refused.getMessage());
  }

  /** What is chosen of ourselves has a price that travels along. */
  @Test
  void everyWayHasItsPrices() {
    for (Estimate each : Estimate.ofAll(SMALL, 10, PRICES)) {
      assertTrue(each.cost().total().isPresent(), each.cost()::text);
    }
    Work huge = Work.of(List.of(new InputFile("csv", 100_000_000_000_000L, false, true)));
    assertTrue(Estimate.of("emr", huge, 200, PRICES).orElseThrow().cost().total().isPresent());
  }

  @Test
  void whatIsTooDearIsRefusedBeforeItStarts() {
    Estimate glue = of("glue", PRICES);
    glue.require(0.02);
    LaunchException refused = assertThrows(LaunchException.class, () -> glue.require(0.01));
    assertTrue(
        refused.getMessage().contains("0.0147 USD")
            && refused.getMessage().contains("more than 0.01 USD. Nothing was started"),
        refused.getMessage());
    Work huge = Work.of(List.of(new InputFile("csv", 1_000_000_000_000L, false, true)));
    Estimate function = Estimate.of("lambda", huge, 10, PRICES).orElseThrow();
    assertTrue(
        assertThrows(LaunchException.class, () -> function.require(1e9))
            .getMessage()
            .contains("a function has"));
  }

  @Test
  void workersThatSomebodyChoseArePricedAsWhatTheyAre() {
    Size size = Sizing.chosen("glue", Machine.ofGlue("G.2X"), 8, 8, SMALL);
    Estimate standard = Estimate.of("glue", size, Capacity.STANDARD, PRICES);
    // Eight workers of two DPUs each, the minute that is charged at least.
    assertEquals(16 * 0.44 / 60, standard.cost().total().orElseThrow(), 1e-9);
    Estimate flex = Estimate.of("glue", size, Capacity.SPARE, PRICES);
    assertEquals(16 * 0.29 / 60, flex.cost().total().orElseThrow(), 1e-9);
    Size memory = Sizing.chosen("glue", Machine.ofGlue("R.1X"), 2, 2, SMALL);
    assertEquals(
        List.of("glue.memory-dpu-hour"),
        Estimate.of("glue", memory, Capacity.STANDARD, PRICES).cost().unknown());
  }

  @Test
  void ownPricesCompleteTheOthers() throws Exception {
    Path own =
        Files.writeString(
            folder.resolve("prices.json"),
            """
            {"region": "eu-west-1", "read": "2026-12-01", "currency": "USD",
             "prices": {"ec2.m5.xlarge-hour": {"amount": 0.2}, "glue.dpu-hour": {"amount": 1}}}
            """);
    PriceList both = PRICES.with(own);
    assertEquals("eu-west-1", both.region());
    Cost emr =
        both.cost(
            List.of(Quantity.instanceHours("m5.xlarge", 10), Quantity.of(Meter.EMR_SHARE, 10)));
    // Ten hours of 0.2, and a quarter of that.
    assertEquals(2.5, emr.total().orElseThrow(), 1e-9);
    assertEquals(List.of("emr.share-of-instances"), emr.hearsay());
    assertEquals(2 / 60.0, of("glue", both).cost().total().orElseThrow(), 1e-9);
  }

  @Test
  void wrongFilesOfPricesAreTold() throws Exception {
    refusedFile("[", "is not JSON");
    refusedFile("{\"read\": \"2026-12-01\", \"currency\": \"USD\"}", "\"region\" is missing");
    String head = "{\"region\": \"x\", \"read\": \"2026-12-01\", \"currency\": \"USD\"";
    refusedFile(head + "}", "\"prices\" is missing");
    refusedFile(head + ", \"prices\": {\"a\": {}}}", "the price of a has no \"amount\"");
    refusedFile(head.replace("USD", "EUR") + ", \"prices\": {\"a\": {\"amount\": 1}}}", "in EUR");
    refusedFile(
        head.replace("2026-12-01", "today") + ", \"prices\": {\"a\": {\"amount\": 1}}}",
        "is not a date");
  }

  private void refusedFile(String text, String why) throws Exception {
    Path file = Files.writeString(folder.resolve("wrong.json"), text);
    String message = assertThrows(LaunchException.class, () -> PRICES.with(file)).getMessage();
    assertTrue(message.contains(why) && message.contains("wrong.json"), message);
  }

  @Test
  void allWaysAreTold() {
    assertEquals(
        Sizing.ways(), Estimate.ofAll(SMALL, 10, PRICES).stream().map(Estimate::way).toList());
    assertEquals(Optional.empty(), Estimate.of("local", SMALL, 10, PRICES));
  }
}
