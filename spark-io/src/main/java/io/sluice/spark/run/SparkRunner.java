package io.sluice.spark.run;

import io.sluice.formats.read.ReadPlan;
import io.sluice.ingest.account.ResultMerger;
import io.sluice.ingest.read.ReadRequest;
import io.sluice.ingest.run.ColumnPath;
import io.sluice.ingest.run.ProgressListener;
import io.sluice.ingest.run.RowPath;
import io.sluice.ingest.run.TaskRunner;
import io.sluice.ingest.sink.SinkPlan;
import io.sluice.ingest.sink.TaskBudget;
import io.sluice.ingest.store.Storages;
import io.sluice.ingest.transform.SparkNeed;
import io.sluice.spark.run.SparkHost.Need;
import io.sluice.spark.write.ColumnJob;
import io.sluice.spark.write.SqlPath;
import io.sluice.spark.write.SqlTransforms;
import io.sluice.spec.DatasetSpec;
import io.sluice.spec.lake.PartitionRoom;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;

/** Runs tasks by Spark, on whatever its master is. */
public final class SparkRunner implements TaskRunner {
  private final SparkHost host;
  private final SqlTransforms.Compiler compiler;
  private final Storages direct;

  /**
   * @param host stays the caller's to close
   * @param compiler for specs that need Spark SQL
   * @param direct what driver and executors reach without Hadoop; local files at least
   */
  public SparkRunner(SparkHost host, SqlTransforms.Compiler compiler, Storages direct) {
    this.host = host;
    this.compiler = compiler;
    this.direct = direct;
  }

  @Override
  public String name() {
    return "spark";
  }

  @Override
  public int cores() {
    return host.cores();
  }

  @Override
  public TaskBudget budget() {
    SparkContext context = host.context();
    SparkConf conf = context.conf();
    int perTask = Math.max(1, conf.getInt("spark.task.cpus", 1));
    if (context.isLocal()) {
      int slots = context.defaultParallelism();
      return TaskBudget.of(Runtime.getRuntime().maxMemory(), slots / perTask, slots);
    }
    int slots = conf.getInt("spark.executor.cores", 1);
    // A cluster's other processors were given to others: tasks keep to their own thread.
    return TaskBudget.of(conf.getSizeAsBytes("spark.executor.memory", "1g"), slots / perTask, 0);
  }

  @Override
  public Storages storages() {
    return host.storages(direct);
  }

  @Override
  public void startAhead(DatasetSpec spec) {
    host.startAhead(SparkNeed.of(spec).isPresent() ? Need.SQL : Need.TASKS);
  }

  @Override
  public RowPath path(DatasetSpec spec, ReadPlan plan, PartitionRoom room) {
    return SparkNeed.of(spec).isPresent()
        ? SqlPath.of(host.spark(), spec, plan, room, compiler, storages())
        : ColumnPath.of(spec, plan, room);
  }

  @Override
  public void run(
      RowPath path,
      ReadRequest request,
      SinkPlan sink,
      ResultMerger results,
      ProgressListener progress) {
    if (path instanceof SqlPath sql) {
      sql.run(request, sink, results, progress);
    } else {
      ColumnJob.run(host.context(), (ColumnPath) path, request, sink, results, progress);
    }
  }

  /** Spark is the host's. */
  @Override
  public void close() {}
}
