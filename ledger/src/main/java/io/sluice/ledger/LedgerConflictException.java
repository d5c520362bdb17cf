package io.sluice.ledger;

/**
 * What a run asks of the ledger no longer fits what the ledger contains: another run has changed it
 * meanwhile, or the run is not in the state that the step begins from. Nothing was changed; running
 * again starts from the present state.
 */
public class LedgerConflictException extends RuntimeException {
  public LedgerConflictException(String message) {
    super(message);
  }

  public static LedgerConflictException noSuchRun(String runId) {
    return new LedgerConflictException("There is no run " + runId + " in the ledger");
  }

  public static LedgerConflictException runExists(String runId) {
    return new RunExists(runId);
  }

  /** A run of this id was begun already. */
  public static final class RunExists extends LedgerConflictException {
    RunExists(String runId) {
      super("Run " + runId + " is in the ledger already; every run needs an id of its own");
    }
  }

  /**
   * @param path what the run would replace
   * @param table whose live files do not contain it
   */
  public static LedgerConflictException notLive(String runId, String path, String table) {
    return wouldReplace(
        runId,
        path,
        "is not a live file of " + table + ": another run replaced it meanwhile. Run again");
  }

  /**
   * @param path what the run would replace
   * @param other the recorded run that replaces it already
   */
  public static LedgerConflictException replacedBy(String runId, String path, String other) {
    return wouldReplace(
        runId,
        path,
        "run "
            + other
            + " is replacing. Run again when that run has ended; if it was interrupted, 'sluice"
            + " recover' finishes it or says how to give it up");
  }

  /**
   * @param path what the run would write
   * @param other whose file that is
   */
  public static LedgerConflictException pathOf(String runId, String path, String other) {
    return new LedgerConflictException(
        "Run "
            + runId
            + " would write "
            + path
            + ", which is a file of run "
            + other
            + ". Names of outputs must contain the run's id");
  }

  private static LedgerConflictException wouldReplace(String runId, String path, String why) {
    return new LedgerConflictException(
        "Run " + runId + " would replace " + path + ", which " + why);
  }
}
