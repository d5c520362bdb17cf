package io.sluice.spark;

import org.apache.spark.sql.SparkSession;

/** The one session of the test JVM: two threads, three attempts a task. */
public final class TestSpark {
  private static final SparkSession SESSION =
      SparkSession.builder()
          .master("local[2,3]")
          .appName("sluice-spark-io-tests")
          .config("spark.ui.enabled", "false")
          .config("spark.sql.shuffle.partitions", "3")
          .config("spark.sql.session.timeZone", "UTC")
          .config("spark.executor.heartbeatInterval", "1s")
          .config("spark.sql.warehouse.dir", System.getProperty("java.io.tmpdir") + "/warehouse")
          .getOrCreate();

  private TestSpark() {}

  public static SparkSession session() {
    return SESSION;
  }
}
