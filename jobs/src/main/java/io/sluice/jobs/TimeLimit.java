package io.sluice.jobs;

import io.sluice.ingest.failure.ExitCode;
import io.sluice.ingest.failure.Stop;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Ends a job whose time is over, also where whoever started it is no longer there: asks its runs to
 * stop, and ends the process where they do not.
 */
final class TimeLimit implements AutoCloseable {
  private static final long AGAIN_MILLIS = 200;

  /** What undoing may take; the next run undoes what is left. */
  private static final Duration UNDOING = Duration.ofMinutes(15);

  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread made = new Thread(work, "time-limit");
            made.setDaemon(true);
            return made;
          });

  /**
   * @param seconds how long the job may take; 0: as long as it likes
   */
  TimeLimit(long seconds, Stop stop) {
    if (seconds == 0) {
      return;
    }
    String why = "it was ended after its time limit of " + text(seconds);
    // Again and again: the run may have been just about to begin something.
    var unusedAsking =
        thread.scheduleWithFixedDelay(
            () -> stop.request(why),
            TimeUnit.SECONDS.toMillis(seconds),
            AGAIN_MILLIS,
            TimeUnit.MILLISECONDS);
    var unusedEnding =
        thread.schedule(() -> end(why), seconds + UNDOING.toSeconds(), TimeUnit.SECONDS);
  }

  private static void end(String why) {
    System.err.println(
        "sluice: "
            + why
            + ", and did not end by itself: the next run, or 'sluice recover', undoes what it did");
    System.err.flush();
    Runtime.getRuntime().halt(ExitCode.FAILED.code());
  }

  private static String text(long seconds) {
    return seconds % TimeUnit.MINUTES.toSeconds(1) == 0
        ? TimeUnit.SECONDS.toMinutes(seconds) + " minutes"
        : seconds + " seconds";
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
