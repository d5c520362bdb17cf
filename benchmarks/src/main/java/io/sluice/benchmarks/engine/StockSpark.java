package io.sluice.benchmarks.engine;

import io.sluice.benchmarks.data.DataColumn;
import io.sluice.benchmarks.workload.Codec;
import io.sluice.benchmarks.workload.Output;
import io.sluice.benchmarks.workload.Output.Derived;
import io.sluice.benchmarks.workload.Output.Kind;
import io.sluice.benchmarks.workload.Workload;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.DataFrameWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;

/** Spark as it comes, with what a careful user sets: schema, dialect, codec. */
final class StockSpark implements Engine {
  private final Workload workload;
  private final SparkSession spark;

  StockSpark(Workload workload) {
    this.workload = workload;
    SparkSession.Builder builder =
        SparkSession.builder()
            .appName(workload.name())
            .master(workload.master())
            .config("spark.ui.enabled", "false")
            .config("spark.sql.session.timeZone", "UTC")
            .config("spark.sql.catalogImplementation", "in-memory")
            .config("spark.sql.parquet.compression.codec", workload.output().codec().key())
            // As the others write timestamps; Spark's own default is the abandoned INT96.
            .config("spark.sql.parquet.outputTimestampType", "TIMESTAMP_MICROS");
    if (workload.output().codec() == Codec.ZSTD) {
      builder.config(
          "spark.hadoop.parquet.compression.codec.zstd.level",
          Integer.toString(workload.zstdLevel()));
    }
    this.spark = builder.getOrCreate();
  }

  @Override
  public List<String> run(Path out) {
    Dataset<Row> rows = SparkSource.read(spark, workload.input());
    if (workload.output().kind() == Kind.FIGURES) {
      return figures(rows);
    }
    for (Derived derived : workload.output().derived()) {
      rows = rows.withColumn(derived.name(), functions.expr(derived.expression()));
    }
    List<String> years = new ArrayList<>();
    for (String date : workload.output().yearsOf()) {
      years.add(Output.yearColumn(date));
      rows = rows.withColumn(Output.yearColumn(date), functions.year(functions.col(date)));
    }
    DataFrameWriter<Row> writer = rows.write();
    if (!years.isEmpty()) {
      writer = writer.partitionBy(years.toArray(String[]::new));
    }
    writer.parquet(out.toString());
    return List.of();
  }

  private List<String> figures(Dataset<Row> rows) {
    List<DataColumn> columns = workload.input().columns();
    rows.createOrReplaceTempView("input");
    Row row =
        spark
            .sql(
                "SELECT "
                    + Figures.selectList(columns, name -> "octet_length(" + name + ")")
                    + " FROM input")
            .head();
    List<String> figures = new ArrayList<>();
    for (int i = 0; i < row.size(); i++) {
      figures.add(String.valueOf(row.get(i)));
    }
    return figures;
  }

  @Override
  public void close() {
    spark.stop();
  }
}
