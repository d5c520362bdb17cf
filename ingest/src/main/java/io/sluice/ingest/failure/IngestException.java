package io.sluice.ingest.failure;

/** A run ends here, for a reason that its message tells a user: what, where, and what to do. */
public final class IngestException extends RuntimeException {
  private final ExitCode exitCode;

  public IngestException(ExitCode exitCode, String message) {
    super(message);
    this.exitCode = exitCode;
  }

  public IngestException(ExitCode exitCode, String message, Throwable cause) {
    super(message, cause);
    this.exitCode = exitCode;
  }

  public ExitCode exitCode() {
    return exitCode;
  }
}
