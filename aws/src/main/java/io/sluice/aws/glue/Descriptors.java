package io.sluice.aws.glue;

import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.glue.model.Column;
import software.amazon.awssdk.services.glue.model.SerDeInfo;
import software.amazon.awssdk.services.glue.model.StorageDescriptor;

/** How files are read: the same for a table and for each of its partitions. */
final class Descriptors {
  private static final String INPUT =
      "org.apache.hadoop.hive.ql.io.parquet.MapredParquetInputFormat";
  private static final String OUTPUT =
      "org.apache.hadoop.hive.ql.io.parquet.MapredParquetOutputFormat";
  private static final String SERDE = "org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe";

  private Descriptors() {}

  /**
   * A descriptor of Parquet files, with all else that another one has.
   *
   * @param theirs null: none yet
   */
  static StorageDescriptor merge(StorageDescriptor theirs, List<Column> columns, String location) {
    StorageDescriptor from = theirs == null ? StorageDescriptor.builder().build() : theirs;
    SerDeInfo serde =
        from.serdeInfo() == null
            // What Hive itself writes, and some readers of its metastore ask for.
            ? SerDeInfo.builder().parameters(Map.of("serialization.format", "1")).build()
            : from.serdeInfo();
    return from.toBuilder()
        .columns(columns)
        .location(location(from.location(), location))
        .inputFormat(INPUT)
        .outputFormat(OUTPUT)
        .serdeInfo(serde.toBuilder().serializationLibrary(SERDE).build())
        .build();
  }

  /** Theirs if it differs only by the slash at the end: that is no difference to send. */
  private static String location(String theirs, String ours) {
    String written = GlueLocations.written(ours);
    return GlueLocations.read(written).equals(GlueLocations.read(theirs)) ? theirs : written;
  }
}
