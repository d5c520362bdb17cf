package io.sluice.ingest.sink;

import io.sluice.ingest.place.Folders;
import io.sluice.ingest.reject.RejectDetail;
import io.sluice.ingest.store.RunFiles;
import io.sluice.ingest.store.Storages;
import io.sluice.parquet.OutputColumn;
import io.sluice.parquet.WriterOptions;
import io.sluice.parquet.partition.PartitionScheme;
import io.sluice.parquet.partition.WriterLimits;
import java.io.Serializable;
import java.util.List;

/**
 * What a run writes, where, and with how much of the machine: what each task is told.
 *
 * @param run names the files
 * @param folders where each partition's files go
 * @param scheme the table's columns, also those it is partitioned by, and how rows are put into
 *     folders
 * @param limits what a task's open files may take of the memory, and how many they may be
 * @param rejects how much of rejected records is kept
 * @param cores what a JVM may keep busy with its tasks and what helps them; 0: nothing helps them
 */
public record SinkPlan(
    RunFiles run,
    Storages storages,
    Folders folders,
    PartitionScheme scheme,
    WriterOptions options,
    WriterLimits limits,
    int cores,
    RejectDetail rejects)
    implements Serializable {
  /** Each costs a file descriptor and some fixed memory, whatever is in it. */
  private static final int OPEN_FILES = 200;

  /**
   * Into each partition's own folder.
   *
   * @param fileSize bytes at which a new output file is begun
   */
  public static SinkPlan of(
      RunFiles run,
      Storages storages,
      PartitionScheme scheme,
      WriterOptions options,
      long fileSize,
      TaskBudget budget,
      RejectDetail rejects) {
    long memoryBytes = budget.memoryBytes();
    return new SinkPlan(
        run,
        storages,
        Folders.PLAIN,
        scheme,
        options.withRowGroupBytes(Math.min(options.rowGroupBytes(), memoryBytes)),
        new WriterLimits(fileSize, memoryBytes, OPEN_FILES, budget.spillBytes()),
        budget.cores(),
        rejects);
  }

  /** The same into other folders. */
  public SinkPlan into(Folders other) {
    return new SinkPlan(run, storages, other, scheme, options, limits, cores, rejects);
  }

  public List<OutputColumn> columns() {
    return scheme.columns();
  }
}
