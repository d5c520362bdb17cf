package io.sluice.parquet;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** Who wrote a file, as its footer tells readers. */
final class WrittenBy {
  /**
   * The key-value entry by which Spark tells in what calendar dates and timestamps are. Without it
   * Spark takes them for those of Spark 2 and refuses dates before 1582-10-15 and timestamps before
   * 1900; with version 3.0.0 or later it takes them for what they are, proleptic Gregorian (Spark's
   * DataSourceUtils.datetimeRebaseSpec).
   */
  static final String SPARK_VERSION_KEY = "org.apache.spark.version";

  private static final Properties VERSIONS = load();

  private WrittenBy() {}

  /**
   * In the form {@code application version semver}, which readers parse for bugs of old writers.
   */
  static String sluice() {
    return "sluice version " + VERSIONS.getProperty("sluice");
  }

  /** The version of Spark whose files these are like. */
  static String sparkVersion() {
    return VERSIONS.getProperty("spark");
  }

  private static Properties load() {
    Properties versions = new Properties();
    try (InputStream in = WrittenBy.class.getResourceAsStream("versions.properties")) {
      versions.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException("the versions that the build wrote cannot be read", e);
    }
    return versions;
  }
}
