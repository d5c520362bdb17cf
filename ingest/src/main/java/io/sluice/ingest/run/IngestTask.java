package io.sluice.ingest.run;

import io.sluice.formats.read.ReadBatch;
import io.sluice.formats.reject.Reject;
import io.sluice.ingest.read.FileOpener;
import io.sluice.ingest.read.FileRange;
import io.sluice.ingest.read.RangeCount;
import io.sluice.ingest.read.RangeId;
import io.sluice.ingest.read.RangeSequence;
import io.sluice.ingest.read.ReadObserver;
import io.sluice.ingest.sink.FileTally;
import io.sluice.ingest.sink.SinkPlan;
import io.sluice.ingest.sink.SpareCores;
import io.sluice.ingest.sink.TableSink;
import io.sluice.ingest.sink.TaskResult;
import io.sluice.ingest.transform.ColumnTransforms;
import io.sluice.ingest.transform.TransformWorker;
import io.sluice.ingest.transform.Transformed;
import java.io.IOException;
import java.io.Serializable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The work of one task on the columnar path: reads byte ranges, applies the spec's rules, and
 * leaves pending files and a spool of rejects. Any runner runs it, on any machine.
 */
public final class IngestTask implements Serializable {
  private final SinkPlan plan;
  private final ColumnPath path;

  /**
   * @throws IllegalArgumentException if the path's columns are not the table's
   */
  public IngestTask(SinkPlan plan, ColumnPath path) {
    SameColumns.require(path.columns(), plan.columns());
    this.plan = plan;
    this.path = path;
  }

  /**
   * Runs it. An attempt that fails discards its files.
   *
   * @param number which task of the run
   * @throws IOException if something cannot be read or written
   */
  public TaskResult run(int number, List<FileRange> ranges, TaskObserver observer)
      throws IOException {
    return run(number, ranges, FileOpener.of(plan.storages()), observer);
  }

  /** The same with files that are opened otherwise. */
  TaskResult run(int number, List<FileRange> ranges, FileOpener opener, TaskObserver observer)
      throws IOException {
    TableSink sink = null;
    try (SpareCores cores = new SpareCores(plan.cores())) {
      sink = new TableSink(plan, number, cores);
      return new Attempt(sink, observer).run(ranges, opener);
    } catch (IOException | RuntimeException | Error e) {
      if (sink != null) {
        sink.abort(e);
      }
      throw e;
    }
  }

  private final class Attempt implements ReadObserver {
    private final TableSink sink;
    private final TaskObserver observer;
    private final Map<RangeId, RangeCount> counts = new HashMap<>();

    Attempt(TableSink sink, TaskObserver observer) {
      this.sink = sink;
      this.observer = observer;
    }

    TaskResult run(List<FileRange> ranges, FileOpener opener) throws IOException {
      TransformWorker worker = path.transforms().map(ColumnTransforms::open).orElse(null);
      try (RangeSequence sequence = new RangeSequence(ranges, path.plan(), opener, this)) {
        while (sequence.next()) {
          ReadBatch batch = sequence.batch();
          if (worker != null) {
            Transformed result = worker.apply(batch);
            sink.flag(result.flags());
            batch =
                new ReadBatch(result.rows(), result.rejects(), result.records(), result.skipped());
          }
          take(sequence, batch);
        }
      }
      return sink.finish(counts);
    }

    private void take(RangeSequence sequence, ReadBatch batch) throws IOException {
      int file = sequence.range().fileIndex();
      FileTally tally = sink.tally(file);
      tally.read(batch.records());
      tally.accepted(batch.rows().rowCount());
      tally.rejected(batch.rejects().size());
      tally.filtered(batch.skipped());
      for (Reject reject : batch.rejects()) {
        sink.reject(file, sequence.range().rangeIndex(), reject);
      }
      observer.rejected(batch.rejects().size());
      sink.write(batch.rows(), file);
    }

    @Override
    public void read(long bytes, long records) {
      observer.read(bytes, records);
    }

    @Override
    public void rangeDone(RangeId range, RangeCount count) {
      counts.put(range, count);
      observer.rangeDone(range.file());
    }
  }
}
