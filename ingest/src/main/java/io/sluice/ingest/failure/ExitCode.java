package io.sluice.ingest.failure;

/** How a command ends; documented in docs/cli.md, relied on by schedulers. */
public enum ExitCode {
  DONE(0),
  FAILED(1),
  /** Wrong usage, or a spec that cannot be carried out. */
  USAGE(2),
  /** The data broke the spec's limits; nothing was published. */
  REFUSED(3);

  private final int code;

  ExitCode(int code) {
    this.code = code;
  }

  public int code() {
    return code;
  }
}
