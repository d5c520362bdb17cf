package io.sluice.spark.run;

import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.SparkConf;

/** What Spark is told at its start, unless the user has said otherwise. */
public final class SparkSettings {
  private static final String MASTER = "spark.master";
  private static final Pattern LOCAL = Pattern.compile("local(?:\\[(\\*|\\d+)(?:,\\s*\\d+)?])?");

  private SparkSettings() {}

  static SparkConf of(String appName) {
    SparkConf conf = new SparkConf();
    conf.setIfMissing("spark.app.name", appName);
    // A local run lives for seconds: nobody will look at a UI, and its start takes one.
    conf.setIfMissing("spark.ui.enabled", "false");
    // Progress from inside running tasks comes with heartbeats; Spark's default is ten seconds.
    conf.setIfMissing("spark.executor.heartbeatInterval", "1s");
    conf.setIfMissing("spark.sql.session.timeZone", "UTC");
    conf.setIfMissing("spark.sql.ansi.enabled", "true");
    conf.setIfMissing("spark.sql.catalogImplementation", "in-memory");
    if (conf.get(MASTER, "").startsWith("local")) {
      local(conf);
    }
    return conf;
  }

  private static void local(SparkConf conf) {
    // Spark's 200 are for a cluster: here each would be a task, and a file in every partition.
    conf.setIfMissing(
        "spark.sql.shuffle.partitions",
        Integer.toString(2 * Runtime.getRuntime().availableProcessors()));
    // Nobody else talks to it: no need to find out what this machine is called, or to be reachable.
    conf.setIfMissing("spark.driver.bindAddress", "127.0.0.1");
    conf.setIfMissing("spark.driver.host", "localhost");
    // What is sent to tasks of this process never leaves memory.
    conf.setIfMissing("spark.broadcast.compress", "false");
  }

  /** How many tasks a local master runs at a time; empty for any other. */
  static OptionalInt localCores() {
    // Read as a property, as Spark reads it: the classes of its settings take their time to load.
    Matcher local = LOCAL.matcher(System.getProperty(MASTER, ""));
    if (!local.matches()) {
      return OptionalInt.empty();
    }
    String told = System.getProperty("spark.default.parallelism");
    if (told != null) {
      return OptionalInt.of(Integer.parseInt(told));
    }
    String threads = local.group(1);
    if (threads == null) {
      return OptionalInt.of(1);
    }
    return OptionalInt.of(
        threads.equals("*")
            ? Runtime.getRuntime().availableProcessors()
            : Integer.parseInt(threads));
  }
}
