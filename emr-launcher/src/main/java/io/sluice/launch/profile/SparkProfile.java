package io.sluice.launch.profile;

import io.sluice.spec.Settings;
import java.util.Map;

/**
 * How {@code spark-submit} runs an ingest.
 *
 * @param home Spark's folder; empty: {@code SPARK_HOME}, else {@code spark-submit} on the path
 * @param master Spark's
 * @param deployMode client or cluster
 * @param settings of Spark
 */
public record SparkProfile(
    String home, String master, String deployMode, Map<String, String> settings) {
  public SparkProfile {
    settings = Map.copyOf(settings);
  }

  static SparkProfile read(Settings at) {
    return new SparkProfile(
        at.text("home").orElse(""),
        at.text("master").orElse("local[*]"),
        at.word("deploy_mode", java.util.List.of("client", "cluster")).orElse("client"),
        at.pairs("settings"));
  }

  /** The same with another master. */
  public SparkProfile withMaster(String other) {
    return new SparkProfile(home, other, deployMode, settings);
  }
}
