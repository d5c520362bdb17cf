package io.sluice.launch.cost;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sluice.launch.Usage;
import io.sluice.launch.Usage.Amount;
import io.sluice.launch.Usage.Unit;
import io.sluice.launch.profile.EmrProfile;
import io.sluice.launch.profile.Profile;
import java.util.List;
import java.util.stream.Stream;
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

  /** Every type that a cluster may get by default has a price; EMR adds a quarter. */
  @Test
  void whatAClusterUsedOnDemandIsPriced() {
    EmrProfile emr = Profile.defaults().ways().emr();
    List<String> types =
        Stream.of(emr.primary(), emr.core())
            .flatMap(fleet -> fleet.types().stream())
            .distinct()
            .toList();
    for (String type : types) {
      Cost cost =
          Used.cost(
              "emr",
              new Usage(List.of(new Amount(Unit.INSTANCE_HOURS, 2, type + " on-demand"))),
              PRICES);
      double hour = PRICES.prices().get("ec2." + type + "-hour").amount();
      assertEquals(2 * 1.25 * hour, cost.total().orElseThrow(), 1e-9, type);
    }
    Cost both =
        Used.cost(
            "emr",
            new Usage(
                List.of(
                    new Amount(Unit.INSTANCE_HOURS, 1, "m5.xlarge on-demand"),
                    new Amount(Unit.INSTANCE_HOURS, 2, "m5a.xlarge on-demand"))),
            PRICES);
    assertEquals(1.25 * (0.192 + 2 * 0.172), both.total().orElseThrow(), 1e-9);
  }

  @Test
  void nothingUsedCostsNothing() {
    assertEquals(0, Used.cost("glue", Usage.NONE, PRICES).total().orElseThrow());
  }
}
