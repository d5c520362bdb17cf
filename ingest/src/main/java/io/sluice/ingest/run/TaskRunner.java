package io.sluice.ingest.run;

import io.sluice.formats.read.ReadPlan;
import io.sluice.ingest.account.ResultMerger;
import io.sluice.ingest.read.KeptFiles;
import io.sluice.ingest.read.ReadRequest;
import io.sluice.ingest.sink.SinkPlan;
import io.sluice.ingest.sink.TaskBudget;
import io.sluice.ingest.source.SourceLister;
import io.sluice.ingest.store.Storages;
import io.sluice.spec.DatasetSpec;
import io.sluice.spec.lake.PartitionRoom;

/**
 * Runs the read-and-write tasks of a plan: what a host of the ingest brings. All runners give the
 * same rows, rejects, files and reports.
 */
public interface TaskRunner extends AutoCloseable {
  /** Its name in plans and reports: {@code threads} or {@code spark}. */
  String name();

  /** How many tasks run at the same time. */
  int cores();

  /** What each task may use. */
  TaskBudget budget();

  /** What tables and source files lie on, as this host reaches them. */
  Storages storages();

  /** Lists the files of a source path. */
  default SourceLister lister(String sourcePath) {
    return storages().lister(sourcePath);
  }

  /** Where planning leaves small files that it has read, for the tasks to take them. */
  default KeptFiles kept() {
    return KeptFiles.NONE;
  }

  /** Says what will be asked of it, so that it can start while files are inspected. */
  void startAhead(DatasetSpec spec);

  /**
   * Settles the way from what is read to the table's rows.
   *
   * @param room for the folders of partitions: rows that need more are rejected
   * @throws io.sluice.ingest.failure.IngestException if the spec cannot be carried out
   */
  RowPath path(DatasetSpec spec, ReadPlan plan, PartitionRoom room);

  /**
   * Runs all tasks. When it returns or throws, no task runs any more; what failed tasks wrote and
   * could not give up is the caller's to discard.
   *
   * @param path what {@link #path} gave
   * @param results gets each task's result once, and the counts of all ranges read
   * @throws WriteException if a task failed for good
   */
  void run(
      RowPath path,
      ReadRequest request,
      SinkPlan sink,
      ResultMerger results,
      ProgressListener progress);

  @Override
  void close();
}
