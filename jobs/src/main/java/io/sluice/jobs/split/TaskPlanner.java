package io.sluice.jobs.split;

import io.sluice.formats.read.ByteRange;
import java.util.ArrayList;
import java.util.List;

/**
 * Sizes and groups byte ranges. A task writes at least one file (per partition), so tasks are as
 * few as keep all cores busy to the end: a handful a core, and more only where a task would read
 * more than fills an output file.
 */
public final class TaskPlanner {
  private static final int TASKS_PER_CORE = 2;

  /** A task of less is not worth its scheduling and its file. */
  private static final long MIN_TASK_BYTES = 16L << 20;

  /** Text shrinks to about a third as Parquet: a task of three file sizes fills one file. */
  private static final int INPUT_PER_OUTPUT = 3;

  /** What opening a file costs, in bytes that could have been read in the time. */
  private static final long OPEN_COST_BYTES = 64L << 10;

  private final int cores;
  private final long fileSize;

  public TaskPlanner(int cores, long fileSize) {
    this.cores = cores;
    this.fileSize = fileSize;
  }

  /** How many bytes a task should read when {@code total} are to be read in all. */
  public long taskBytes(long total) {
    long full = Math.max(1, fileSize * INPUT_PER_OUTPUT);
    long tasks = Math.max((long) cores * TASKS_PER_CORE, (total + full - 1) / full);
    return Math.max(MIN_TASK_BYTES, (total + tasks - 1) / tasks);
  }

  /** Puts ranges together, in order, until a task has about {@code taskBytes}. */
  public List<List<ByteRange>> group(List<ByteRange> ranges, long taskBytes) {
    List<List<ByteRange>> tasks = new ArrayList<>();
    List<ByteRange> task = new ArrayList<>();
    long filled = 0;
    for (ByteRange range : ranges) {
      long cost = range.end() - range.start() + OPEN_COST_BYTES;
      // A little over is better than a last task of a few bytes.
      if (!task.isEmpty() && filled + cost > taskBytes + taskBytes / 8) {
        tasks.add(task);
        task = new ArrayList<>();
        filled = 0;
      }
      task.add(range);
      filled += cost;
    }
    if (!task.isEmpty()) {
      tasks.add(task);
    }
    return tasks;
  }
}
