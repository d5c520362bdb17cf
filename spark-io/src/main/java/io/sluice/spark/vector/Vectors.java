package io.sluice.spark.vector;

import io.sluice.formats.column.ColumnBatch;
import org.apache.spark.sql.execution.vectorized.ConstantColumnVector;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.vectorized.ColumnVector;

/** Makes Spark's vectors. */
public final class Vectors {
  private Vectors() {}

  /** One vector for each column of the batch. */
  public static SluiceColumnVector[] over(ColumnBatch batch) {
    return batch.columns().stream().map(SluiceColumnVector::new).toArray(SluiceColumnVector[]::new);
  }

  /** To be called when the rows behind the vectors have changed. */
  public static void refresh(SluiceColumnVector[] vectors) {
    for (SluiceColumnVector vector : vectors) {
      vector.refresh();
    }
  }

  /** The same int in all rows. */
  public static ColumnVector constant(int rows, int value) {
    ConstantColumnVector vector = new ConstantColumnVector(rows, DataTypes.IntegerType);
    vector.setInt(value);
    return vector;
  }

  /** Null in all rows. */
  public static ColumnVector nulls(int rows, DataType type) {
    ConstantColumnVector vector = new ConstantColumnVector(rows, type);
    vector.setNull();
    return vector;
  }
}
