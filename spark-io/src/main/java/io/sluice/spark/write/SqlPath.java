package io.sluice.spark.write;

import io.sluice.formats.read.ReadColumn;
import io.sluice.formats.read.ReadPlan;
import io.sluice.ingest.account.ResultMerger;
import io.sluice.ingest.read.ReadRequest;
import io.sluice.ingest.run.ProgressListener;
import io.sluice.ingest.run.RowPath;
import io.sluice.ingest.sink.SinkPlan;
import io.sluice.ingest.store.Storages;
import io.sluice.parquet.OutputColumn;
import io.sluice.spark.read.SluiceRead;
import io.sluice.spark.types.SparkTypes;
import io.sluice.spec.DatasetSpec;
import io.sluice.spec.lake.BookkeepingColumns;
import io.sluice.spec.lake.PartitionRoom;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.SparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.LongAccumulator;

/** The way through Spark SQL, for specs with expressions and steps over several rows. */
public final class SqlPath implements RowPath {
  private final SparkSession session;
  private final ReadPlan plan;
  private final SqlTransforms transforms;
  private final Storages storages;

  /** By the last run; the plan does not depend on the files. */
  private ExecutionPath chosen;

  private SqlPath(
      SparkSession session, ReadPlan plan, SqlTransforms transforms, Storages storages) {
    this.session = session;
    this.plan = plan;
    this.transforms = transforms;
    this.storages = storages;
  }

  /**
   * Compiles the spec's steps over what is read.
   *
   * @param room for the folders of partitions: rows that need more are rejected
   * @throws io.sluice.ingest.failure.IngestException if they cannot be carried out
   */
  public static SqlPath of(
      SparkSession session,
      DatasetSpec spec,
      ReadPlan plan,
      PartitionRoom room,
      SqlTransforms.Compiler compiler,
      Storages storages) {
    List<StructField> fields = new ArrayList<>();
    for (ReadColumn column : plan.columns()) {
      fields.add(
          new StructField(
              column.name(), SparkTypes.toSpark(column.type()), true, Metadata.empty()));
    }
    StructType input = new StructType(fields.toArray(StructField[]::new));
    return new SqlPath(session, plan, compiler.compile(session, input, spec, room), storages);
  }

  @Override
  public List<OutputColumn> columns() {
    List<OutputColumn> columns = new ArrayList<>();
    for (StructField field : transforms.outputSchema().fields()) {
      columns.add(
          new OutputColumn(
              field.name(), SparkTypes.fromSpark(field.name(), field.dataType()), true));
    }
    return columns;
  }

  /** As it ran, or else of a read of no file. */
  @Override
  public String describe() {
    if (chosen != null) {
      return chosen.describe();
    }
    ReadRequest nothing = new ReadRequest(List.of(), List.of(), plan);
    return ExecutionPath.choose(rows(new SluiceRead(session.sparkContext(), nothing, storages)))
        .describe();
  }

  /**
   * Runs the job.
   *
   * @throws IllegalArgumentException if the dataset's columns are not the table's; nothing was run
   * @throws io.sluice.ingest.run.WriteException if a task failed for good
   */
  public void run(
      ReadRequest request, SinkPlan sink, ResultMerger results, ProgressListener listener) {
    SparkContext context = session.sparkContext();
    SluiceRead read = new SluiceRead(context, request, storages);
    Dataset<Row> rows = rows(read);
    ExecutionPath path = ExecutionPath.choose(rows);
    chosen = path;
    RowColumns columns = RowColumns.find(rows.schema(), sink.columns());
    LongAccumulator rejects = context.longAccumulator("sluice records rejected");
    ProgressFeed feed =
        new ProgressFeed(
            listener,
            request,
            read.metrics().counts()::ranges,
            () -> read.metrics().counts().value().keySet(),
            read.metrics().bytes(),
            read.metrics().records(),
            rejects);
    switch (path.kind()) {
      case PROJECTED ->
          SparkJob.run(
              context,
              read::batches,
              new ProjectedSinkTask(
                  sink, columns, path.projection(), SessionSettings.of(session), rejects),
              feed,
              results);
      case ROWS ->
          SparkJob.run(
              context,
              () -> rows.queryExecution().toRdd(),
              new RowsSinkTask(sink, columns, rejects),
              feed,
              results);
    }
    results.addRanges(read.metrics().counts().value());
    results.addDisagreements(read.metrics().counts().disagreements());
  }

  private Dataset<Row> rows(SluiceRead read) {
    Dataset<Row> transformed = transforms.apply(read.rows(session));
    // A source file's rows lie together in each output, so that they can be taken out again when a
    // corrected version arrives.
    return transforms.reordersRows()
        ? transformed.sortWithinPartitions(
            BookkeepingColumns.FILE, BookkeepingColumns.RANGE, BookkeepingColumns.RECORD)
        : transformed;
  }
}
