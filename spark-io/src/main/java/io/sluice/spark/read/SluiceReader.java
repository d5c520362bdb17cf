package io.sluice.spark.read;

import io.sluice.spark.store.Storages;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.execution.datasources.v2.DataSourceV2Relation;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;
import scala.Option;

/** Files as a Spark dataset, read by Sluice's own readers. */
public final class SluiceReader {
  private SluiceReader() {}

  /** Opens the files. Nothing is read yet. */
  public static SluiceRead read(SparkSession session, ReadRequest request, ReadMode mode) {
    ScanMetrics metrics = ScanMetrics.register(session.sparkContext());
    SluiceScan scan = new SluiceScan(request, mode, Storages.of(session), metrics);
    // The relation is built here rather than through format("…"): a request of thousands of files
    // does not have to become an option string first.
    DataSourceV2Relation relation =
        DataSourceV2Relation.create(
            new SluiceTable(scan),
            Option.empty(),
            Option.empty(),
            CaseInsensitiveStringMap.empty());
    Dataset<Row> rows = Dataset.ofRows(session, relation);
    return new SluiceRead(rows, request, mode, metrics);
  }
}
