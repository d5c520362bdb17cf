package io.sluice.spark.write;

import io.sluice.parquet.OutputColumn;
import io.sluice.parquet.WriterOptions;
import io.sluice.parquet.partition.PartitionScheme;
import io.sluice.parquet.partition.WriterLimits;
import io.sluice.spark.publish.PendingArea;
import io.sluice.spark.store.Storages;
import java.io.Serializable;
import java.util.List;

/**
 * A {@link WriteRequest} as it travels to executors.
 *
 * @param limits what a task's open files may hold in memory, and how many they may be
 * @param cores what a JVM may keep busy with its tasks and what helps them; 0: nothing helps them
 */
record SinkPlan(
    PendingArea area,
    String location,
    Storages storages,
    PartitionScheme scheme,
    WriterOptions options,
    WriterLimits limits,
    int cores)
    implements Serializable {
  /** Each costs a file descriptor and some fixed memory, whatever is in it. */
  private static final int OPEN_FILES = 200;

  static SinkPlan of(WriteRequest request, Storages storages, TaskBudget budget) {
    WriterOptions options = request.options();
    long memoryBytes = budget.memoryBytes();
    return new SinkPlan(
        new PendingArea(request.location(), request.runId()),
        request.location(),
        storages,
        request.scheme(),
        options.withRowGroupBytes(Math.min(options.rowGroupBytes(), memoryBytes)),
        new WriterLimits(request.fileSize(), memoryBytes, OPEN_FILES),
        budget.cores());
  }

  List<OutputColumn> columns() {
    return scheme.columns();
  }
}
