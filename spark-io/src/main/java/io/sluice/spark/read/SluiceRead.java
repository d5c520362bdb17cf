package io.sluice.spark.read;

import io.sluice.ingest.read.ReadRequest;
import io.sluice.ingest.store.Storages;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.SparkContext;
import org.apache.spark.rdd.RDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.connector.read.Batch;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.execution.datasources.v2.DataSourceRDD;
import org.apache.spark.sql.execution.datasources.v2.DataSourceV2Relation;
import org.apache.spark.sql.execution.metric.SQLMetric;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;
import org.apache.spark.sql.vectorized.ColumnarBatch;
import scala.Option;
import scala.collection.JavaConverters;
import scala.collection.Seq;
import scala.collection.immutable.Map$;

/**
 * Files opened for reading by Sluice's own readers: nothing is read before an action runs on {@link
 * #rows} or {@link #batches}.
 */
public final class SluiceRead {
  private final SparkContext context;
  private final SluiceScan scan;
  private final ScanMetrics metrics;

  /** Opens the files. */
  public SluiceRead(SparkContext context, ReadRequest request, Storages storages) {
    this.context = context;
    this.metrics = ScanMetrics.register(context);
    this.scan = new SluiceScan(request, storages, metrics);
  }

  /** What the readers report while they run. */
  public ScanMetrics metrics() {
    return metrics;
  }

  /**
   * The records as Spark SQL sees them.
   *
   * @param session one of the context
   */
  public Dataset<Row> rows(SparkSession session) {
    // The relation is built here rather than through format("…"): a request of thousands of files
    // does not have to become an option string first.
    return Dataset.ofRows(
        session,
        DataSourceV2Relation.create(
            new SluiceTable(scan),
            Option.empty(),
            Option.empty(),
            CaseInsensitiveStringMap.empty()));
  }

  /**
   * The scan's batches, a task's in a partition, past Spark SQL: nothing is analysed or planned.
   */
  public RDD<ColumnarBatch> batches() {
    Batch batch = scan.toBatch();
    List<Seq<InputPartition>> partitions =
        Arrays.stream(batch.planInputPartitions())
            .map(partition -> JavaConverters.asScalaBuffer(List.of(partition)).toSeq())
            .toList();
    RDD<?> rdd =
        new DataSourceRDD(
            context,
            JavaConverters.asScalaBuffer(partitions).toSeq(),
            batch.createReaderFactory(),
            true,
            Map$.MODULE$.<String, SQLMetric>empty());
    // Declared as one of rows; with columnar reads it gives batches, as Spark's own scans rely on.
    @SuppressWarnings("unchecked")
    RDD<ColumnarBatch> batches = (RDD<ColumnarBatch>) rdd;
    return batches;
  }
}
