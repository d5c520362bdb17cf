package io.sluice.spark.write;

/** Told how far a run has come, on a thread of Spark's: return soon. */
@FunctionalInterface
public interface ProgressListener {
  /**
   * Called when tasks end and with Spark's heartbeats, at most ten times a second, and at the end.
   */
  void progress(Progress progress);

  /** For those who do not want to know. */
  ProgressListener NONE = progress -> {};
}
