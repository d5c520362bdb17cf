package io.sluice.launch;

/** What every way calls the jobs by. */
public final class JobNames {
  /** The main class of an ingest. */
  public static final String INGEST = JobRequest.INGEST;

  /** What the names begin with of all that is made for orders. */
  public static final String PREFIX = "sluice-";

  private JobNames() {}
}
