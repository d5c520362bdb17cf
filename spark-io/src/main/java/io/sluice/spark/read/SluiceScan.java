package io.sluice.spark.read;

import io.sluice.formats.read.ReadColumn;
import io.sluice.ingest.read.ReadRequest;
import io.sluice.ingest.store.Storages;
import io.sluice.spark.types.SparkTypes;
import io.sluice.spec.lake.BookkeepingColumns;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.connector.read.Batch;
import org.apache.spark.sql.connector.read.Scan;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * One read: what is read, and what its rows look like. Each record is one row, the rejected and
 * skipped ones too, so that they are counted once whatever Spark does with them: the plan's
 * columns, all nullable, and {@link BookkeepingColumns}.
 */
public final class SluiceScan implements Scan {
  private final ReadRequest request;
  private final Storages storages;
  private final ScanMetrics metrics;
  private final StructType schema;

  SluiceScan(ReadRequest request, Storages storages, ScanMetrics metrics) {
    this.request = request;
    this.storages = storages;
    this.metrics = metrics;
    this.schema = schema(request);
  }

  private static StructType schema(ReadRequest request) {
    List<StructField> fields = new ArrayList<>();
    for (ReadColumn column : request.plan().columns()) {
      if (BookkeepingColumns.contains(column.name())) {
        throw new IllegalArgumentException(
            "column name '"
                + column.name()
                + "' begins with '"
                + BookkeepingColumns.PREFIX
                + "', which is kept for bookkeeping; give the column another name");
      }
      fields.add(
          DataTypes.createStructField(column.name(), SparkTypes.toSpark(column.type()), true));
    }
    fields.addAll(HiddenColumns.SCANNED);
    return DataTypes.createStructType(fields);
  }

  @Override
  public StructType readSchema() {
    return schema;
  }

  @Override
  public String description() {
    return "sluice " + request.files().size() + " files in " + request.tasks().size() + " tasks";
  }

  /**
   * Spark makes rows of the columns where it needs them. Said here, because Spark would ask the
   * partitions, and a read of no file has none.
   */
  @Override
  public ColumnarSupportMode columnarSupportMode() {
    return ColumnarSupportMode.SUPPORTED;
  }

  @Override
  public Batch toBatch() {
    return new SluiceBatch(request, storages, metrics);
  }
}
