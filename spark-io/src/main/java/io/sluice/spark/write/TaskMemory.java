package io.sluice.spark.write;

import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;

/** How much of the heap a task's open files may take. */
final class TaskMemory {
  /** The rest is for parsing, Spark's shuffles and sorts, and room to collect garbage. */
  private static final double SHARE = 0.3;

  private static final long LEAST = 16L << 20;

  private TaskMemory() {}

  static long budget(SparkContext context) {
    SparkConf conf = context.conf();
    long heap;
    int slots;
    if (context.isLocal()) {
      heap = Runtime.getRuntime().maxMemory();
      slots = context.defaultParallelism();
    } else {
      heap = conf.getSizeAsBytes("spark.executor.memory", "1g");
      slots = conf.getInt("spark.executor.cores", 1);
    }
    int perTask = conf.getInt("spark.task.cpus", 1);
    int tasks = Math.max(1, slots / Math.max(1, perTask));
    return Math.max(LEAST, (long) (heap * SHARE / tasks));
  }
}
