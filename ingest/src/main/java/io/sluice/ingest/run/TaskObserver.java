package io.sluice.ingest.run;

/** Told what a task does, as it goes, for progress. Called by the task's thread. */
public interface TaskObserver {
  /**
   * More was read.
   *
   * @param bytes stored bytes consumed since the last call
   * @param records records seen since the last call
   * @throws RuntimeException to end the task
   */
  void read(long bytes, long records);

  /** More records were rejected. */
  void rejected(long records);

  /** A byte range was read to its end. */
  void rangeDone(int fileIndex);
}
