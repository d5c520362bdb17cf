package io.sluice.spark.write;

/** Told how far a run has come, on a thread of Spark's: return soon. */
@FunctionalInterface
public interface ProgressListener {
  /** Called when a task ends and with each of Spark's heartbeats. */
  void progress(Progress progress);

  /** For those who do not want to know. */
  ProgressListener NONE = progress -> {};
}
