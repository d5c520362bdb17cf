package io.sluice.benchmarks.process;

/** An engine did not do its work: the message has what its process said last. */
public final class EngineFailure extends RuntimeException {
  EngineFailure(String message) {
    super(message);
  }

  public EngineFailure(String message, Throwable cause) {
    super(message, cause);
  }
}
