package io.sluice.lambda.small;

import io.sluice.ingest.failure.Stop;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Asks a run to stop, after some time or for some reason. Its thread is gone once it is closed. */
final class Alarm {
  private static final long AGAIN_MILLIS = 200;
  private static final long LOOK_MILLIS = 3_000;

  private final Stop stop;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread made = new Thread(work, "alarm");
            made.setDaemon(true);
            return made;
          });

  Alarm(Stop stop) {
    this.stop = stop;
  }

  /** Rings after so long. */
  void after(Duration time) {
    // Again and again: the run may have been just about to begin something.
    var unused =
        thread.scheduleWithFixedDelay(
            stop::request, time.toMillis(), AGAIN_MILLIS, TimeUnit.MILLISECONDS);
  }

  /** Rings once it is found that it should; looking may fail, and is done again. */
  void when(BooleanSupplier reason) {
    var unused =
        thread.scheduleWithFixedDelay(
            () -> {
              if (reason.getAsBoolean()) {
                stop.request();
              }
            },
            LOOK_MILLIS,
            LOOK_MILLIS,
            TimeUnit.MILLISECONDS);
  }

  void close() {
    thread.shutdownNow();
  }
}
