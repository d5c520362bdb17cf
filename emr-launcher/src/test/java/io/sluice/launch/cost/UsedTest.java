package io.sluice.launch.cost;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sluice.launch.Usage;
import io.sluice.launch.Usage.Amount;
import io.sluice.launch.Usage.Unit;
import java.util.List;
import org.junit.jupiter.api.Test;

class UsedTest {
  private static final PriceList PRICES = PriceList.builtIn();

  @Test
  void whatAServiceCountsIsPriced() {
    // An hour of a DPU.
    assertEquals(
        0.44,
        Used.cost("glue", Usage.of(Unit.DPU_SECONDS, 3600), PRICES).total().orElseThrow(),
        1e-9);
    Cost serverless =
        Used.cost(
            "emr-serverless",
            new Usage(
                List.of(
                    new Amount(Unit.VCPU_HOURS, 2, "emr-7.12.0"),
                    new Amount(Unit.MEMORY_GB_HOURS, 8, "emr-7.12.0"),
                    new Amount(Unit.STORAGE_GB_HOURS, 0, "emr-7.12.0"))),
            PRICES);
    assertEquals(2 * 0.052624 + 8 * 0.0057785, serverless.total().orElseThrow(), 1e-9);
    assertEquals(2, serverless.hearsay().size());
  }

  @Test
  void unitsOfOtherWaysAreNotPricedByChance() {
    Cost batch = Used.cost("batch", Usage.of(Unit.VCPU_HOURS, 2), PRICES);
    assertEquals(2 * 0.04048, batch.total().orElseThrow(), 1e-9);
    Cost emr =
        Used.cost(
            "emr",
            new Usage(List.of(new Amount(Unit.INSTANCE_HOURS, 2, "m5.xlarge spot"))),
            PRICES);
    assertEquals(List.of("ec2.m5.xlarge-spot-hour"), emr.unknown());
  }

  @Test
  void nothingUsedCostsNothing() {
    assertEquals(0, Used.cost("glue", Usage.NONE, PRICES).total().orElseThrow());
  }
}
