package io.sluice.launch.spark;

import io.sluice.launch.JobRequest;
import io.sluice.launch.LaunchClock;
import io.sluice.launch.LaunchOrder;
import io.sluice.launch.LocalTarget;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Ingests as processes of this machine, with the installation's Spark. */
public final class LocalWay extends ProcessWay {
  public static final String NAME = "local";

  private static final Duration PACE = Duration.ofMillis(500);

  private final LocalTarget target;

  /**
   * @param target the installation
   * @param folder where attempts are kept
   */
  public LocalWay(LocalTarget target, Path folder, LaunchClock clock) {
    super(NAME, PACE, folder, clock);
    this.target = target;
  }

  /** A job that is not built has no command line. */
  @Override
  public void check(LaunchOrder order) {
    command(order);
  }

  @Override
  List<String> command(LaunchOrder order) {
    return target.command(
        new JobRequest(
            JobRequest.INGEST, order.part().arguments(order.lake()), JobRequest.LOCAL_MASTER));
  }
}
