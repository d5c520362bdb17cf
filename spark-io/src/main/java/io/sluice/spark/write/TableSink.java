package io.sluice.spark.write;

import io.sluice.formats.column.ColumnBatch;
import io.sluice.formats.reject.Reject;
import io.sluice.parquet.partition.FileFactory.OpenedFile;
import io.sluice.parquet.partition.PartitionedWriter;
import io.sluice.parquet.partition.WrittenFile;
import io.sluice.spark.publish.TableOutput;
import io.sluice.spark.publish.TableOutput.SourceRows;
import io.sluice.spark.reject.RejectSpoolWriter;
import io.sluice.spark.store.Storage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.util.LongAccumulator;

/**
 * Where one attempt of a task puts what it accepts and what it rejects: pending Parquet files and a
 * spool, in a folder that no other attempt uses. Nothing is complete before {@link #finish}.
 */
final class TableSink {
  private final SinkPlan plan;
  private final int task;
  private final long attempt;
  private final LongAccumulator rejectsSoFar;
  private final Storage storage;
  private final PartitionedWriter writer;
  private final RejectSpoolWriter spool;
  private final Map<Integer, FileTally> files = new HashMap<>();
  private final RejectTallies rejects = new RejectTallies();
  private final long[] flags = new long[Long.SIZE];

  /**
   * @param rejectsSoFar for progress only
   * @param cores help with the Parquet files, and are let go while one is being completed
   */
  TableSink(SinkPlan plan, int task, long attempt, LongAccumulator rejectsSoFar, SpareCores cores)
      throws IOException {
    this.plan = plan;
    this.task = task;
    this.attempt = attempt;
    this.rejectsSoFar = rejectsSoFar;
    this.storage = plan.storages().at(plan.location());
    this.writer =
        new PartitionedWriter(
            plan.scheme(),
            plan.options(),
            plan.limits(),
            (partitionPath, sequence) -> {
              String path = plan.area().relativePath(partitionPath, task, sequence);
              String pending = plan.area().pendingPath(path, task, attempt);
              return new OpenedFile(path, new YieldingSink(storage.create(pending), cores));
            },
            cores);
    this.spool =
        new RejectSpoolWriter(storage, plan.area().taskFolder(task, attempt) + "/rejects.spool");
  }

  /** The count of a file, to be kept by the caller. */
  FileTally tally(int file) {
    return files.computeIfAbsent(file, f -> new FileTally());
  }

  /** Writes accepted rows of one file. */
  void write(ColumnBatch rows, int file) throws IOException {
    if (rows.rowCount() > 0) {
      writer.write(file, rows);
    }
  }

  /** Puts a reject aside. */
  void reject(int file, int range, Reject reject) throws IOException {
    spool.add(file, range, reject);
    rejects.add(reject);
    rejectsSoFar.add(1);
  }

  /** Counts each bit that is set. */
  void flag(long bits) {
    for (long left = bits; left != 0; left &= left - 1) {
      flags[Long.numberOfTrailingZeros(left)]++;
    }
  }

  /** Completes all files. */
  TaskResult finish() throws IOException {
    List<WrittenFile> written = writer.finish();
    List<TableOutput> outputs = new ArrayList<>();
    StatsMerger stats = new StatsMerger(plan.columns());
    for (WrittenFile file : written) {
      outputs.add(output(file));
      file.summary().columns().forEach(stats::add);
    }
    return new TaskResult(
        outputs,
        spool.finish().map(List::of).orElseGet(List::of),
        files,
        rejects,
        Arrays.stream(flags).boxed().toList(),
        stats.merged());
  }

  private TableOutput output(WrittenFile file) {
    return new TableOutput(
        plan.area().pendingPath(file.path(), task, attempt),
        plan.area().finalPath(file.path()),
        file.partition(),
        file.summary().rows(),
        file.summary().bytes(),
        file.sources().stream()
            .map(s -> new SourceRows(s.sourceIndex(), s.firstRow(), s.rows()))
            .toList());
  }

  /** Discards everything; an error in doing so is noted in {@code cause}. */
  void abort(Throwable cause) {
    try {
      writer.abort();
      spool.abort();
      // The writer's files that were full, and so complete, are still there.
      storage.deleteTree(plan.area().taskFolder(task, attempt));
    } catch (IOException | RuntimeException e) {
      cause.addSuppressed(e);
    }
  }
}
