package io.sluice.spark.write;

import io.sluice.ingest.account.Accounting;
import io.sluice.ingest.account.ResultMerger;
import io.sluice.ingest.account.WriteResult;
import io.sluice.ingest.failure.Stop;
import io.sluice.ingest.output.TableOutput;
import io.sluice.ingest.read.ReadRequest;
import io.sluice.ingest.reject.RejectDetail;
import io.sluice.ingest.run.ColumnPath;
import io.sluice.ingest.run.ProgressListener;
import io.sluice.ingest.run.ThreadRunner;
import io.sluice.ingest.sink.SinkPlan;
import io.sluice.ingest.sink.TaskBudget;
import io.sluice.ingest.store.LocalStorages;
import io.sluice.ingest.store.RunFiles;
import io.sluice.ingest.store.Storage;
import io.sluice.ingest.store.Storages;
import io.sluice.parquet.OutputColumn;
import io.sluice.parquet.WriterOptions;
import io.sluice.parquet.partition.PartitionScheme;
import io.sluice.spark.TestSpark;
import io.sluice.spark.store.HadoopStorages;
import io.sluice.spec.DatasetSpec;
import io.sluice.spec.PartitionField;
import io.sluice.spec.SpecReader;
import io.sluice.spec.lake.PartitionRoom;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/** Reads files and writes a table, as run {@code run1}. */
final class TableJob {
  /** Says nothing that matters here: what is read and written is told otherwise. */
  static final DatasetSpec SPEC =
      SpecReader.read("dataset: t\nsource:\n  path: in\ntarget:\n  table: t\n", "t.yml");

  static final Storages STORAGES =
      new HadoopStorages(
          LocalStorages.INSTANCE, () -> TestSpark.session().sparkContext().hadoopConfiguration());

  private static final long FILE_BYTES = 256L << 20;
  private static final int CORES = 2;

  private final SparkSession spark = TestSpark.session();
  private final ReadRequest request;
  private final RunFiles files;
  private final SinkPlan sink;
  private ProgressListener listener = ProgressListener.NONE;

  TableJob(
      ReadRequest request,
      Path location,
      List<OutputColumn> columns,
      List<PartitionField> partitionBy) {
    this(request, location, columns, partitionBy, WriterOptions.DEFAULT);
  }

  TableJob(
      ReadRequest request,
      Path location,
      List<OutputColumn> columns,
      List<PartitionField> partitionBy,
      WriterOptions options) {
    this.request = request;
    this.files = new RunFiles(location.toString(), "run1");
    this.sink =
        SinkPlan.of(
            files,
            STORAGES,
            new PartitionScheme(partitionBy, columns),
            options,
            FILE_BYTES,
            TaskBudget.of(Runtime.getRuntime().maxMemory(), CORES, CORES),
            RejectDetail.WHOLE);
  }

  TableJob listener(ProgressListener told) {
    listener = told;
    return this;
  }

  WriteResult run(Way way) {
    return switch (way) {
      case THREADS -> threads();
      case COLUMNS -> columns();
      case PROJECTED -> sql(rows -> rows);
      // That a partition holds the rows of others as well is nothing that columns could do.
      case ROWS -> sql(rows -> rows.coalesce(2));
    };
  }

  private WriteResult threads() {
    ResultMerger results = new ResultMerger(sink.columns());
    try (ThreadRunner runner = new ThreadRunner(CORES, new Stop())) {
      runner.run(
          ColumnPath.of(SPEC, request.plan(), PartitionRoom.AMPLE),
          request,
          sink,
          results,
          listener);
    }
    return new Accounting(request, results).result();
  }

  private WriteResult columns() {
    ResultMerger results = new ResultMerger(sink.columns());
    ColumnJob.run(
        spark.sparkContext(),
        ColumnPath.of(SPEC, request.plan(), PartitionRoom.AMPLE),
        request,
        sink,
        results,
        listener);
    return new Accounting(request, results).result();
  }

  /** Through steps of Spark SQL that leave each file's rows together. */
  WriteResult sql(UnaryOperator<Dataset<Row>> steps) {
    return sql(path(steps, false));
  }

  WriteResult sql(SqlPath path) {
    ResultMerger results = new ResultMerger(sink.columns());
    path.run(request, sink, results, listener);
    return new Accounting(request, results).result();
  }

  SqlPath path(UnaryOperator<Dataset<Row>> steps, boolean reordersRows) {
    return SqlPath.of(
        spark,
        SPEC,
        request.plan(),
        PartitionRoom.AMPLE,
        (session, input, spec, room) -> new Steps(steps, input, reordersRows),
        STORAGES);
  }

  /** Steps that give the columns they got. */
  private record Steps(
      UnaryOperator<Dataset<Row>> steps, StructType outputSchema, boolean reordersRows)
      implements SqlTransforms {
    @Override
    public Dataset<Row> apply(Dataset<Row> rows) {
      return steps.apply(rows);
    }
  }

  void publish(WriteResult result) throws IOException {
    Storage storage = STORAGES.at(files.location());
    storage.publish(files.location(), result.outputs().stream().map(TableOutput::file).toList());
    discard();
  }

  void discard() throws IOException {
    STORAGES.at(files.location()).discard(files);
  }
}
