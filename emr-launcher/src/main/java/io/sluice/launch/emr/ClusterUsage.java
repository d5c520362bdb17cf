package io.sluice.launch.emr;

import io.sluice.launch.Usage;
import io.sluice.launch.Usage.Amount;
import io.sluice.launch.Usage.Unit;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.services.emr.model.Instance;
import software.amazon.awssdk.services.emr.model.InstanceTimeline;

/** The hours of a cluster's machines, by type and market. */
final class ClusterUsage {
  private static final double SECONDS_AN_HOUR = 3600;

  private ClusterUsage() {}

  static Usage of(List<Instance> instances, Instant now) {
    Map<String, Double> hours = new TreeMap<>();
    for (Instance instance : instances) {
      InstanceTimeline timeline = instance.status().timeline();
      if (timeline.creationDateTime() == null) {
        continue;
      }
      Instant end = timeline.endDateTime() == null ? now : timeline.endDateTime();
      double used =
          Duration.between(timeline.creationDateTime(), end).toMillis() / 1000d / SECONDS_AN_HOUR;
      String market =
          String.valueOf(instance.marketAsString()).toLowerCase(Locale.ROOT).replace('_', '-');
      hours.merge(instance.instanceType() + " " + market, used, Double::sum);
    }
    return new Usage(
        hours.entrySet().stream()
            .map(each -> new Amount(Unit.INSTANCE_HOURS, each.getValue(), each.getKey()))
            .toList());
  }
}
