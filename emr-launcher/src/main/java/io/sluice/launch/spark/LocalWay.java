package io.sluice.launch.spark;

import io.sluice.launch.JobRequest;
import io.sluice.launch.LaunchClock;
import io.sluice.launch.LaunchHandle;
import io.sluice.launch.LaunchOrder;
import io.sluice.launch.LaunchState;
import io.sluice.launch.LaunchWay;
import io.sluice.launch.LocalTarget;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Ingests as processes of this machine, with the installation's Spark. */
public final class LocalWay implements LaunchWay {
  public static final String NAME = "local";

  private static final Duration PACE = Duration.ofMillis(500);

  private final LocalTarget target;
  private final ProcessRuns runs;

  /**
   * @param target the installation
   * @param folder where attempts are kept
   */
  public LocalWay(LocalTarget target, Path folder, LaunchClock clock) {
    this.target = target;
    this.runs = new ProcessRuns(NAME, folder, clock);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public boolean remote() {
    return false;
  }

  @Override
  public Duration pace() {
    return PACE;
  }

  @Override
  public void check(LaunchOrder order) {
    target.command(request(order));
  }

  private static JobRequest request(LaunchOrder order) {
    return new JobRequest(
        JobRequest.INGEST, order.part().arguments(order.lake()), JobRequest.LOCAL_MASTER);
  }

  @Override
  public Optional<LaunchHandle> find(LaunchOrder order) {
    return runs.find(order.runId());
  }

  @Override
  public LaunchHandle submit(LaunchOrder order) {
    return runs.start(order, target.command(request(order)));
  }

  @Override
  public LaunchState state(LaunchHandle handle) {
    return runs.state(handle);
  }

  @Override
  public void cancel(LaunchHandle handle) {
    runs.cancel(handle);
  }

  @Override
  public List<LaunchHandle> running() {
    return runs.running();
  }
}
