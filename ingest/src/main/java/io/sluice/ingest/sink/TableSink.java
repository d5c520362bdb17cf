package io.sluice.ingest.sink;

import io.sluice.formats.column.ColumnBatch;
import io.sluice.formats.reject.Reject;
import io.sluice.ingest.output.OutputFiles;
import io.sluice.ingest.output.TableOutput;
import io.sluice.ingest.read.RangeCount;
import io.sluice.ingest.read.RangeId;
import io.sluice.ingest.reject.RejectSpoolWriter;
import io.sluice.ingest.store.Storage;
import io.sluice.parquet.partition.PartitionedWriter;
import io.sluice.parquet.partition.WrittenFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Where one attempt of a task puts what it accepts and what it rejects: pending Parquet files and a
 * spool, which no other attempt uses. Nothing is complete before {@link #finish}.
 */
public final class TableSink {
  private final SinkPlan plan;
  private final OutputFiles outputs;
  private final PartitionedWriter writer;
  private final RejectSpoolWriter spool;
  private final Map<Integer, FileTally> files = new HashMap<>();
  private final RejectTallies rejects = new RejectTallies();
  private final long[] flags = new long[Long.SIZE];

  /**
   * @param task its number, part of its files' names
   * @param cores help with the Parquet files, and are let go while one is being completed
   */
  public TableSink(SinkPlan plan, int task, SpareCores cores) throws IOException {
    this.plan = plan;
    Storage storage = plan.storages().at(plan.run().location());
    this.outputs =
        new OutputFiles(
            storage, plan.run(), task, plan.folders(), sink -> new YieldingSink(sink, cores));
    this.writer =
        new PartitionedWriter(plan.scheme(), plan.options(), plan.limits(), outputs, cores);
    this.spool = new RejectSpoolWriter(storage, plan.run());
  }

  /** The count of a file, to be kept by the caller. */
  public FileTally tally(int file) {
    return files.computeIfAbsent(file, f -> new FileTally());
  }

  /** Writes accepted rows of one file. */
  public void write(ColumnBatch rows, int file) throws IOException {
    if (rows.rowCount() > 0) {
      writer.write(file, rows);
    }
  }

  /** Puts a reject aside. */
  public void reject(int file, int range, Reject reject) throws IOException {
    Reject kept = plan.rejects().of(reject);
    spool.add(file, range, kept);
    rejects.add(file, range, kept);
  }

  /** Counts each bit that is set. */
  public void flag(long bits) {
    for (long left = bits; left != 0; left &= left - 1) {
      flags[Long.numberOfTrailingZeros(left)]++;
    }
  }

  /** Adds counts of rows by bit. */
  public void flag(List<Long> counts) {
    for (int bit = 0; bit < counts.size(); bit++) {
      flags[bit] += counts.get(bit);
    }
  }

  /**
   * Completes all files.
   *
   * @param ranges what the task itself read, if it did; where Spark's own tasks read, they report
   *     it in another way
   */
  public TaskResult finish(Map<RangeId, RangeCount> ranges) throws IOException {
    List<WrittenFile> written = writer.finish();
    List<TableOutput> completed = new ArrayList<>();
    StatsMerger stats = new StatsMerger(plan.columns());
    for (WrittenFile file : written) {
      completed.add(outputs.output(file));
      file.summary().columns().forEach(stats::add);
    }
    return new TaskResult(
        completed,
        spool.finish().map(List::of).orElseGet(List::of),
        new TaskResult.Counted(
            ranges, files, Arrays.stream(flags).boxed().toList(), writer.emptyKeys()),
        rejects,
        stats.merged());
  }

  /** Discards everything; an error in doing so is noted in {@code cause}. */
  public void abort(Throwable cause) {
    try {
      writer.abort();
      spool.abort();
      // The writer's files that were full, and so complete, are still there.
      outputs.abandon();
    } catch (IOException | RuntimeException e) {
      cause.addSuppressed(e);
    }
  }
}
