package io.sluice.jobs;

import io.sluice.ingest.failure.ExitCode;
import io.sluice.ingest.failure.IngestException;
import io.sluice.spark.write.SqlTransforms;
import io.sluice.spec.DatasetSpec;
import io.sluice.spec.TransformException;
import io.sluice.spec.lake.PartitionRoom;
import io.sluice.transforms.TransformPlan;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/** The module transforms, as Spark's runner wants it. */
public record SparkTransforms(TransformPlan plan) implements SqlTransforms {
  public static SqlTransforms compile(
      SparkSession session, StructType input, DatasetSpec spec, PartitionRoom room) {
    try {
      return new SparkTransforms(TransformPlan.compile(session, input, spec, room));
    } catch (TransformException e) {
      throw new IngestException(ExitCode.USAGE, e.getMessage(), e);
    }
  }

  @Override
  public Dataset<Row> apply(Dataset<Row> rows) {
    return plan.apply(rows);
  }

  @Override
  public StructType outputSchema() {
    return plan.outputSchema();
  }

  @Override
  public boolean reordersRows() {
    return plan.reordersRows();
  }
}
