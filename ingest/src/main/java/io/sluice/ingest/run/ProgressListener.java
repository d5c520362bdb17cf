package io.sluice.ingest.run;

/** Told how far a run has come, on any thread: return soon. */
@FunctionalInterface
public interface ProgressListener {
  /** Called at most ten times a second, and at the end. */
  void progress(RunProgress progress);

  /** For those who do not want to know. */
  ProgressListener NONE = progress -> {};

  /**
   * How far a run has come; sums over all tasks, running ones included. An estimate until the end,
   * as tasks that fail are taken back.
   *
   * @param bytes stored bytes read
   * @param records records read
   * @param rejects records rejected
   * @param filesDone files read to their end
   */
  record RunProgress(long bytes, long records, long rejects, int filesDone) {}
}
