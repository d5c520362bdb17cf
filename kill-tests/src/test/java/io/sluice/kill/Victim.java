package io.sluice.kill;

/** Which processes of a run are killed. With threads there is one, whichever it is called. */
enum Victim {
  /** The command line and its job. */
  GROUP,
  /** Spark's process. */
  JOB,
  /** The process that the user started; its job goes on. */
  COMMAND_LINE
}
