package io.sluice.transforms;

import io.sluice.spec.DatasetSpec;
import io.sluice.spec.SpecReader;
import io.sluice.spec.lake.PartitionRoom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** Rows with their bookkeeping, as the reader hands them on. */
public final class TestRows {
  static final SparkSession SPARK =
      SparkSession.builder()
          .master("local[2]")
          .appName("transforms tests")
          .config("spark.ui.enabled", "false")
          .config("spark.sql.shuffle.partitions", "2")
          .config("spark.sql.session.timeZone", "UTC")
          // Else rows made in a test are computed on the driver, and no code is generated for them.
          .config(
              "spark.sql.optimizer.excludedRules",
              "org.apache.spark.sql.catalyst.optimizer.ConvertToLocalRelation")
          .config("spark.sql.warehouse.dir", System.getProperty("java.io.tmpdir"))
          .getOrCreate();

  private TestRows() {}

  /** A spec from the lines of YAML behind dataset, source and target. */
  static DatasetSpec spec(String yaml) {
    String target = yaml.contains("target:") ? "" : "\ntarget: {}\n";
    return SpecReader.read("dataset: d\nsource: {path: p}\n" + yaml + target, "d.yml");
  }

  /** Numbered from record 0 of range 0 of file 0; the data in the order of the DDL. */
  static Dataset<Row> rows(String ddl, List<Object[]> data) {
    StructType schema = withHidden(StructType.fromDDL(ddl));
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < data.size(); i++) {
      int columns = data.get(i).length;
      Object[] values = Arrays.copyOf(data.get(i), columns + 9);
      values[columns] = 0;
      values[columns + 1] = 0;
      values[columns + 2] = (long) i;
      values[columns + 3] = 10L * i;
      values[columns + 4] = 9L;
      values[columns + 5] = "raw " + i;
      rows.add(RowFactory.create(values));
    }
    return SPARK.createDataFrame(rows, schema);
  }

  private static StructType withHidden(StructType data) {
    return data.add("_sluice_file", DataTypes.IntegerType)
        .add("_sluice_range", DataTypes.IntegerType)
        .add("_sluice_record", DataTypes.LongType)
        .add("_sluice_offset", DataTypes.LongType)
        .add("_sluice_length", DataTypes.LongType)
        .add("_sluice_raw", DataTypes.StringType)
        .add("_sluice_code", DataTypes.StringType)
        .add("_sluice_column", DataTypes.StringType)
        .add("_sluice_message", DataTypes.StringType);
  }

  static StructType data(Dataset<Row> rows) {
    return Hidden.data(rows.schema());
  }

  static TransformPlan plan(Dataset<Row> rows, String yaml) {
    return plan(rows, yaml, PartitionRoom.AMPLE);
  }

  static TransformPlan plan(Dataset<Row> rows, String yaml, PartitionRoom room) {
    return TransformPlan.compile(SPARK, data(rows), spec(yaml), room);
  }

  /** All rows behind the spec's steps, in the order of their record numbers. */
  static List<Row> run(Dataset<Row> rows, String yaml) {
    TransformPlan plan = plan(rows, yaml);
    Dataset<Row> result = plan.apply(rows);
    List<String> data = new ArrayList<>();
    for (StructField field : Hidden.data(result.schema()).fields()) {
      data.add(field.name() + " " + field.dataType().catalogString());
    }
    List<String> promised = new ArrayList<>();
    for (StructField field : plan.outputSchema().fields()) {
      promised.add(field.name() + " " + field.dataType().catalogString());
    }
    if (!data.equals(promised)) {
      throw new AssertionError("promised " + promised + ", but got " + data);
    }
    List<Row> list = new ArrayList<>(result.collectAsList());
    list.sort(
        Comparator.<Row>comparingInt(row -> row.<Integer>getAs("_sluice_file"))
            .thenComparingLong(row -> row.<Long>getAs("_sluice_record")));
    return list;
  }

  /** One column of all rows. */
  static List<Object> column(List<Row> rows, String name) {
    List<Object> values = new ArrayList<>();
    rows.forEach(row -> values.add(row.getAs(name)));
    return values;
  }

  static List<Object> codes(List<Row> rows) {
    return column(rows, "_sluice_code");
  }

  static Object[] row(Object... values) {
    return values;
  }
}
