package io.sluice.ingest.testing;

import io.sluice.formats.read.ReadPlan;
import io.sluice.ingest.account.ResultMerger;
import io.sluice.ingest.read.KeptFiles;
import io.sluice.ingest.read.ReadRequest;
import io.sluice.ingest.run.ProgressListener;
import io.sluice.ingest.run.RowPath;
import io.sluice.ingest.run.TaskRunner;
import io.sluice.ingest.sink.SinkPlan;
import io.sluice.ingest.sink.TaskBudget;
import io.sluice.ingest.source.SourceLister;
import io.sluice.ingest.store.Storages;
import io.sluice.spec.DatasetSpec;
import io.sluice.spec.lake.PartitionRoom;

/** Another runner, some of which a test has done otherwise. */
public abstract class ForwardingRunner implements TaskRunner {
  private final TaskRunner runner;

  protected ForwardingRunner(TaskRunner runner) {
    this.runner = runner;
  }

  @Override
  public String name() {
    return runner.name();
  }

  @Override
  public int cores() {
    return runner.cores();
  }

  @Override
  public TaskBudget budget() {
    return runner.budget();
  }

  @Override
  public Storages storages() {
    return runner.storages();
  }

  @Override
  public KeptFiles kept() {
    return runner.kept();
  }

  @Override
  public SourceLister lister(String sourcePath) {
    return runner.lister(sourcePath);
  }

  @Override
  public void startAhead(DatasetSpec spec) {
    runner.startAhead(spec);
  }

  @Override
  public RowPath path(DatasetSpec spec, ReadPlan plan, PartitionRoom room) {
    return runner.path(spec, plan, room);
  }

  @Override
  public void run(
      RowPath path,
      ReadRequest request,
      SinkPlan sink,
      ResultMerger results,
      ProgressListener progress) {
    runner.run(path, request, sink, results, progress);
  }

  @Override
  public void close() {
    runner.close();
  }
}
