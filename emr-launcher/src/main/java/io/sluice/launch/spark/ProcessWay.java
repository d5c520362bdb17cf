package io.sluice.launch.spark;

import io.sluice.launch.LaunchClock;
import io.sluice.launch.LaunchHandle;
import io.sluice.launch.LaunchOrder;
import io.sluice.launch.LaunchState;
import io.sluice.launch.LaunchWay;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Ingests as a process of this machine. */
abstract class ProcessWay implements LaunchWay {
  private final String name;
  private final Duration pace;
  private final ProcessRuns runs;

  /**
   * @param folder where attempts are kept
   */
  ProcessWay(String name, Duration pace, Path folder, LaunchClock clock) {
    this.name = name;
    this.pace = pace;
    this.runs = new ProcessRuns(name, folder, clock);
  }

  /** The process's command line. */
  abstract List<String> command(LaunchOrder order);

  /** How what it starts in a cluster is ended; empty where all of it ends with the process. */
  Optional<ClusterEnd> clusterEnd(LaunchOrder order) {
    return Optional.empty();
  }

  @Override
  public final String name() {
    return name;
  }

  @Override
  public final boolean remote() {
    return false;
  }

  @Override
  public final Duration pace() {
    return pace;
  }

  @Override
  public final Optional<LaunchHandle> find(LaunchOrder order) {
    return runs.find(order.runId());
  }

  @Override
  public final LaunchHandle submit(LaunchOrder order) {
    return runs.start(order, command(order), clusterEnd(order));
  }

  @Override
  public final LaunchState state(LaunchHandle handle) {
    return runs.state(handle);
  }

  @Override
  public final void cancel(LaunchHandle handle) {
    runs.cancel(handle);
  }

  @Override
  public final List<LaunchHandle> running() {
    return runs.running();
  }
}
