package io.sluice.spark.write;

import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;

/**
 * What tasks may use.
 *
 * @param memoryBytes of the heap, for one task's open files
 * @param cores that a JVM may keep busy with its tasks and what helps them; 0 where tasks must keep
 *     to their own thread, since a cluster's other processors were given to others
 */
record TaskBudget(long memoryBytes, int cores) {
  /** The rest is for parsing, Spark's shuffles and sorts, and room to collect garbage. */
  private static final double SHARE = 0.3;

  private static final long LEAST = 16L << 20;

  static TaskBudget of(SparkContext context) {
    SparkConf conf = context.conf();
    long heap;
    int slots;
    int cores;
    if (context.isLocal()) {
      heap = Runtime.getRuntime().maxMemory();
      slots = context.defaultParallelism();
      cores = slots;
    } else {
      heap = conf.getSizeAsBytes("spark.executor.memory", "1g");
      slots = conf.getInt("spark.executor.cores", 1);
      cores = 0;
    }
    int perTask = conf.getInt("spark.task.cpus", 1);
    int tasks = Math.max(1, slots / Math.max(1, perTask));
    return new TaskBudget(Math.max(LEAST, (long) (heap * SHARE / tasks)), cores);
  }
}
