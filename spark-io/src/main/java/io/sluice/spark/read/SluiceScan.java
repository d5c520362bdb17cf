package io.sluice.spark.read;

import io.sluice.formats.read.ReadColumn;
import io.sluice.spark.store.Storages;
import io.sluice.spark.types.SparkTypes;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.connector.read.Batch;
import org.apache.spark.sql.connector.read.Scan;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** One read: what is read, and what its rows look like. */
public final class SluiceScan implements Scan {
  private final ReadRequest request;
  private final ReadMode mode;
  private final Storages storages;
  private final ScanMetrics metrics;
  private final StructType schema;

  SluiceScan(ReadRequest request, ReadMode mode, Storages storages, ScanMetrics metrics) {
    this.request = request;
    this.mode = mode;
    this.storages = storages;
    this.metrics = metrics;
    this.schema = schema(request, mode);
  }

  private static StructType schema(ReadRequest request, ReadMode mode) {
    List<StructField> fields = new ArrayList<>();
    for (ReadColumn column : request.plan().columns()) {
      if (HiddenColumns.isHidden(column.name())) {
        throw new IllegalArgumentException(
            "column name '"
                + column.name()
                + "' begins with '"
                + HiddenColumns.PREFIX
                + "', which is kept for bookkeeping; give the column another name");
      }
      boolean nullable = mode != ReadMode.COLUMNAR || column.nullable();
      fields.add(
          DataTypes.createStructField(column.name(), SparkTypes.toSpark(column.type()), nullable));
    }
    if (mode != ReadMode.COLUMNAR) {
      fields.addAll(HiddenColumns.SCANNED);
    }
    return DataTypes.createStructType(fields);
  }

  public ReadMode mode() {
    return mode;
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
   * In every mode; Spark makes rows of the columns where it needs them. Said here, because Spark
   * would ask the partitions, and a read of no file has none.
   */
  @Override
  public ColumnarSupportMode columnarSupportMode() {
    return ColumnarSupportMode.SUPPORTED;
  }

  @Override
  public Batch toBatch() {
    return new SluiceBatch(request, mode, storages, metrics);
  }
}
