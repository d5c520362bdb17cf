package io.sluice.ingest.plan;

import io.sluice.formats.read.ByteRange;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Sizes and groups byte ranges. A task writes at least one file (per partition), so tasks are as
 * few as keep all cores busy to the end: a handful a core, and more only where a task would read
 * more than fills an output file.
 */
public final class TaskPlanner {
  private static final int TASKS_PER_CORE = 2;

  /** Beyond, a task more or less on one core does not show. */
  private static final int FEW_TASKS_PER_CORE = 8;

  private static final int RANGES_PER_TASK = 4;

  /** A task of less is not worth its scheduling and its file. */
  private static final long MIN_TASK_BYTES = 16L << 20;

  /** Nor is a core's second task of less: the wait for the last task is short without. */
  private static final long MIN_SECOND_TASK_BYTES = 48L << 20;

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

  /** What reading files costs, in bytes that could be read in the time: their own, and opening. */
  public static long cost(long bytes, int files) {
    return bytes + files * OPEN_COST_BYTES;
  }

  /**
   * How much a task should cost when all cost {@code total}: so much that each core gets as many
   * tasks as the others, else some would have nothing to do at the end.
   */
  public long taskBytes(long total) {
    return Math.max(1, upwards(total, tasks(total)));
  }

  private long tasks(long total) {
    long full = Math.max(1, fileSize * INPUT_PER_OUTPUT);
    long wanted = Math.max((long) cores * TASKS_PER_CORE, upwards(total, full));
    long worthwhile = Math.max(1, upwards(total, MIN_TASK_BYTES));
    if (worthwhile <= cores) {
      return worthwhile;
    }
    long rounds = Math.min(upwards(wanted, cores), total / MIN_SECOND_TASK_BYTES / cores);
    return cores * Math.max(1, rounds);
  }

  private static long upwards(long dividend, long divisor) {
    return dividend / divisor + (dividend % divisor == 0 ? 0 : 1);
  }

  /**
   * How large the ranges should be of which tasks are put together. Where several files are read in
   * few tasks, these come out alike only if they need not end where a file ends. One task reads
   * them whole: to look for places to split them would be for nothing.
   */
  public long rangeBytes(long total, int files) {
    long tasks = tasks(total);
    boolean shared = tasks > 1 && tasks <= (long) cores * FEW_TASKS_PER_CORE;
    return files > 1 && shared ? Math.max(1, taskBytes(total) / RANGES_PER_TASK) : taskBytes(total);
  }

  /**
   * Puts ranges together, in order, until a task has about {@code taskBytes}; the longest task is
   * the first, so that what is left for the end is short.
   *
   * @param ranges each file's in order, covering it
   * @return ranges that cover the same; those of a file that follow each other in a task are one
   */
  public List<List<ByteRange>> group(List<ByteRange> ranges, long taskBytes) {
    List<List<ByteRange>> tasks = new ArrayList<>();
    List<ByteRange> task = new ArrayList<>();
    long filled = 0;
    int rangeIndex = 0;
    for (ByteRange range : ranges) {
      // A little over is better than a last task of a few bytes.
      if (!task.isEmpty() && filled + cost(range) > taskBytes + taskBytes / 8) {
        tasks.add(task);
        task = new ArrayList<>();
        filled = 0;
      }
      filled += cost(range);
      rangeIndex = range.rangeIndex() == 0 ? 0 : rangeIndex;
      ByteRange last = task.isEmpty() ? null : task.get(task.size() - 1);
      if (last != null && last.fileIndex() == range.fileIndex()) {
        task.set(task.size() - 1, joined(last, range));
      } else {
        task.add(numbered(range, rangeIndex++));
      }
    }
    if (!task.isEmpty()) {
      tasks.add(task);
    }
    tasks.sort(Comparator.comparingLong(TaskPlanner::costOf).reversed());
    return tasks;
  }

  private static ByteRange joined(ByteRange first, ByteRange second) {
    return new ByteRange(
        first.fileIndex(),
        first.rangeIndex(),
        first.start(),
        second.end(),
        first.startsAtRecord(),
        first.firstRecord(),
        second.last());
  }

  private static ByteRange numbered(ByteRange range, int index) {
    return new ByteRange(
        range.fileIndex(),
        index,
        range.start(),
        range.end(),
        range.startsAtRecord(),
        range.firstRecord(),
        range.last());
  }

  private static long costOf(List<ByteRange> task) {
    return task.stream().mapToLong(TaskPlanner::cost).sum();
  }

  private static long cost(ByteRange range) {
    return cost(range.end() - range.start(), 1);
  }
}
