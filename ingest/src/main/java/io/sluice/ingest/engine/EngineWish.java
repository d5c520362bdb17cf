package io.sluice.ingest.engine;

/** Which engine the user asks for. */
public enum EngineWish {
  /** Whatever suits the spec. */
  AUTO,
  THREADS,
  SPARK
}
