package io.sluice.jobs.prepare;

import io.sluice.spark.store.Storages;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;

/**
 * The Spark session of a job, started when it is first needed. The master is never set here: each
 * launch target says it in its own way.
 */
public final class Session implements AutoCloseable {
  private final String appName;
  private SparkSession spark;

  public Session(String appName) {
    this.appName = appName;
  }

  /** The session, started if it is not yet. */
  public synchronized SparkSession spark() {
    if (spark == null) {
      SparkConf conf = new SparkConf();
      conf.setIfMissing("spark.app.name", appName);
      // A local run lives for seconds: nobody will look at a UI, and its start takes one.
      conf.setIfMissing("spark.ui.enabled", "false");
      // Progress from inside running tasks comes with heartbeats; Spark's default is ten seconds.
      conf.setIfMissing("spark.executor.heartbeatInterval", "1s");
      if (conf.get("spark.master", "").startsWith("local")) {
        // Spark's 200 are for a cluster: here each would be a task, and a file in every partition.
        conf.setIfMissing(
            "spark.sql.shuffle.partitions",
            Integer.toString(2 * Runtime.getRuntime().availableProcessors()));
      }
      conf.setIfMissing("spark.sql.session.timeZone", "UTC");
      conf.setIfMissing("spark.sql.ansi.enabled", "true");
      conf.setIfMissing("spark.sql.catalogImplementation", "in-memory");
      spark = SparkSession.builder().config(conf).getOrCreate();
    }
    return spark;
  }

  /** Cores that tasks can use at the same time. */
  public int cores() {
    return spark().sparkContext().defaultParallelism();
  }

  /** With Spark's Hadoop settings. */
  public Storages storages() {
    return Storages.of(spark());
  }

  @Override
  public synchronized void close() {
    if (spark != null) {
      spark.stop();
      spark = null;
    }
  }
}
