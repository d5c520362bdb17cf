package io.sluice.ingest.sink;

/**
 * What tasks may use.
 *
 * @param memoryBytes of the heap, for one task's open files
 * @param cores that a JVM may keep busy with its tasks and what helps them; 0 where tasks must keep
 *     to their own thread, since a cluster's other processors were given to others
 * @param spillBytes what a task may put aside in a temporary file
 */
public record TaskBudget(long memoryBytes, int cores, long spillBytes) {
  /** The rest is for parsing, Spark's shuffles and sorts, and room to collect garbage. */
  private static final double SHARE = 0.3;

  private static final long LEAST = 16L << 20;

  /**
   * @param heap bytes of the JVM that runs the tasks
   * @param tasks that it runs at a time
   */
  public static TaskBudget of(long heap, int tasks, int cores) {
    return new TaskBudget(
        Math.max(LEAST, (long) (heap * SHARE / Math.max(1, tasks))), cores, Long.MAX_VALUE);
  }

  /** The same without temporary files: what has no room in memory fails. */
  public TaskBudget inMemory() {
    return new TaskBudget(memoryBytes, cores, 0);
  }
}
