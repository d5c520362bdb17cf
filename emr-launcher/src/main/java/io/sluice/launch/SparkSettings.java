package io.sluice.launch;

import java.util.LinkedHashMap;
import java.util.Map;

/** Settings of Spark that every cluster of AWS needs. */
public final class SparkSettings {
  /** EMR's page "Use the AWS Glue Data Catalog as the metastore for Spark SQL". */
  public static final String METASTORE_FACTORY =
      "com.amazonaws.glue.catalog.metastore.AWSGlueDataCatalogHiveClientFactory";

  private SparkSettings() {}

  /**
   * Those that do not depend on a cluster's size.
   *
   * @param region empty: not known
   */
  public static Map<String, String> onAws(String region) {
    Map<String, String> settings = new LinkedHashMap<>();
    if (!region.isEmpty()) {
      // Without it S3A assumes us-east-2, and times out in a network of one's own.
      settings.put("spark.hadoop.fs.s3a.endpoint.region", region);
    }
    settings.put("spark.hadoop.hive.metastore.client.factory.class", METASTORE_FACTORY);
    // A second attempt would find the first one's run, and only hide that a driver died.
    settings.put("spark.yarn.maxAppAttempts", "1");
    return settings;
  }
}
