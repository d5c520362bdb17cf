package io.sluice.benchmarks.engine;

import io.sluice.benchmarks.data.Input;
import io.sluice.benchmarks.data.Input.RecordShape;
import io.sluice.benchmarks.workload.Codec;
import io.sluice.benchmarks.workload.Output;
import io.sluice.benchmarks.workload.Output.Derived;
import io.sluice.benchmarks.workload.Output.Kind;
import io.sluice.benchmarks.workload.Workload;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.DataFrameWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;

/** Spark as it comes, with what a careful user sets: schema, dialect, codec. */
final class StockSpark implements Engine {
  private final Workload workload;
  private final Input input;
  private final SparkSession spark;

  StockSpark(Workload workload) {
    this.workload = workload;
    this.input = workload.input();
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
    Dataset<Row> rows =
        switch (input.format()) {
          case CSV -> csv();
          case JSONL -> spark.read().schema(schema()).json(input.path());
          case FIXED_WIDTH ->
              spark
                  .read()
                  .text(input.path())
                  .selectExpr(
                      DuckDbSql.fields(input.columns(), "value", type -> type)
                          .toArray(String[]::new));
        };
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

  private Dataset<Row> csv() {
    DataFrameReader reader =
        spark.read().schema(schema()).option("header", true).option("escape", "\"");
    if (input.shape() == RecordShape.MAY_SPAN_LINES) {
      reader = reader.option("multiLine", true);
    }
    if (!input.charset().equals("UTF-8")) {
      // Without a separator Spark refuses to split lines in other encodings.
      reader = reader.option("encoding", input.charset()).option("lineSep", "\n");
    }
    return reader.csv(input.path());
  }

  private String schema() {
    return input.columns().stream()
        .map(column -> column.name() + " " + column.type())
        .collect(Collectors.joining(", "));
  }

  private List<String> figures(Dataset<Row> rows) {
    rows.createOrReplaceTempView("input");
    String items = Figures.selectList(input.columns(), name -> "octet_length(" + name + ")");
    Row row = spark.sql("SELECT " + items + " FROM input").head();
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
