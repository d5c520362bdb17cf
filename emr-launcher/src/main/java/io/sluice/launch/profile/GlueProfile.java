package io.sluice.launch.profile;

import io.sluice.spec.Settings;
import java.util.List;

/**
 * How Glue runs an ingest.
 *
 * @param job one that exists, as the stack made it; empty: one of Sluice's own, made to match
 * @param role of a job of its own
 * @param version Glue's
 * @param workerType such as G.1X; empty: the job's
 * @param workers the most of a run; 0: the job's
 * @param runsAtOnce of a job of its own; more wait in Glue's queue
 * @param flex whether it may wait for spare capacity, which costs less
 * @param autoScaling whether Glue takes fewer workers where fewer are enough
 * @param securityConfiguration empty: none
 * @param connections for runs in a network; none: in Glue's own
 */
public record GlueProfile(
    String job,
    String role,
    String version,
    String workerType,
    int workers,
    int runsAtOnce,
    boolean flex,
    boolean autoScaling,
    String securityConfiguration,
    List<String> connections) {
  private static final List<String> WORKERS =
      List.of("G.1X", "G.2X", "G.4X", "G.8X", "R.1X", "R.2X", "R.4X", "R.8X");
  private static final int MOST_WORKERS = 299;
  private static final int MOST_RUNS = 1000;
  private static final String WORKER = "G.1X";
  private static final int SOME_WORKERS = 4;

  public GlueProfile {
    connections = List.copyOf(connections);
  }

  static GlueProfile read(Settings at) {
    String version = at.text("version").orElse(Versions.GLUE);
    Versions.refusalOfGlue(version).ifPresent(why -> at.refuse("version", "cannot be: " + why, ""));
    return new GlueProfile(
        at.text("job").orElse(""),
        Keys.role(at, "role"),
        version,
        at.word("worker_type", WORKERS).orElse(""),
        at.whole("workers", 2, MOST_WORKERS).orElse(0),
        at.whole("runs_at_once", 1, MOST_RUNS).orElse(3),
        at.flag("flex").orElse(false),
        at.flag("auto_scaling").orElse(true),
        at.text("security_configuration").orElse(""),
        at.texts("connections"));
  }

  /** The type of workers where no job that exists says another. */
  public String typeOfWorkers() {
    return workerType.isEmpty() ? WORKER : workerType;
  }

  /** How many at most, likewise. */
  public int mostWorkers() {
    return workers == 0 ? SOME_WORKERS : workers;
  }

  GlueProfile withJob(String name) {
    return new GlueProfile(
        name,
        role,
        version,
        workerType,
        workers,
        runsAtOnce,
        flex,
        autoScaling,
        securityConfiguration,
        connections);
  }

  /** The same with other workers, as a flag or a plan by size says. */
  public GlueProfile withWorkers(String type, int most) {
    return new GlueProfile(
        job,
        role,
        version,
        type,
        most,
        runsAtOnce,
        flex,
        autoScaling,
        securityConfiguration,
        connections);
  }
}
