package io.sluice.cli.command;

/** What the process says to its caller. Part of the interface: scripts rely on them. */
public final class ExitCodes {
  /** Done; for an ingest also: there was nothing new. */
  public static final int DONE = 0;

  /** It failed: I/O, a crash, an unreadable file. */
  public static final int FAILED = 1;

  /** Wrong usage, a wrong spec, wrong SQL. */
  public static final int USAGE = 2;

  /** The data broke the spec's limits, and nothing was published. */
  public static final int REFUSED = 3;

  private ExitCodes() {}
}
