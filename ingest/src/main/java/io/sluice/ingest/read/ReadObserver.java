package io.sluice.ingest.read;

/** Told what a reader does, as it goes. Called by one thread. */
public interface ReadObserver {
  /**
   * More was read.
   *
   * @param bytes stored bytes consumed since the last call
   * @param records records seen since the last call
   */
  void read(long bytes, long records);

  /** A byte range was read to its end. */
  void rangeDone(RangeId range, RangeCount count);
}
