package io.sluice.jobs;

/**
 * A point in a run's dealings with its storage, where it dies.
 *
 * @param number which of the run's steps of this kind, from 1
 */
public record Death(When when, Step step, int number) {
  /** On which side of the step. */
  enum When {
    BEFORE,
    AFTER
  }

  /** What a run does to a storage, in about the order in which it first does it. */
  enum Step {
    /** Begin a pending file. */
    BEGIN,
    /** Begin a scratch file. */
    SCRATCH,
    /** Copy a file that is in the table. */
    COPY,
    /** Make all files of the table, or of its rejects, visible. */
    PUBLISH,
    /** Write the report. */
    PUT,
    /** Give up what is pending at the table, or at its rejects. */
    DISCARD,
    /** Delete replaced files of the table, or of its rejects. */
    DELETE
  }

  static Death before(Step step, int number) {
    return new Death(When.BEFORE, step, number);
  }

  static Death after(Step step, int number) {
    return new Death(When.AFTER, step, number);
  }
}
