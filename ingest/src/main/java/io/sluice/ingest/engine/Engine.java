package io.sluice.ingest.engine;

/** What runs an ingest's tasks. */
public enum Engine {
  /** Threads of one process. */
  THREADS,
  SPARK
}
