package io.sluice.launch.profile;

import io.sluice.spec.Settings;
import java.util.List;

/**
 * How EMR Serverless runs an ingest.
 *
 * @param application the id of one that exists; empty: one of Sluice's own, made and reused
 * @param role the runs' own
 * @param release of an application of its own
 * @param architecture X86_64 or ARM64
 * @param driverVcpus 1, 2, 4, 8 or 16
 * @param driverMemoryGb with the overhead
 * @param executorVcpus likewise
 * @param executorMemoryGb likewise
 * @param mostExecutors of a run
 * @param mostVcpus of the application, over all its runs
 * @param mostMemoryGb likewise
 * @param idleMinutes after which it stops by itself
 * @param attempts at a run, by the service
 * @param logs below which logs are kept; empty: with the service, for 30 days
 */
public record ServerlessProfile(
    String application,
    String role,
    String release,
    String architecture,
    int driverVcpus,
    int driverMemoryGb,
    int executorVcpus,
    int executorMemoryGb,
    int mostExecutors,
    int mostVcpus,
    int mostMemoryGb,
    int idleMinutes,
    int attempts,
    String logs) {
  private static final List<String> VCPUS = List.of("1", "2", "4", "8", "16");
  private static final int MOST_MEMORY = 120;
  private static final int MOST_ATTEMPTS = 10;
  private static final int WEEK = 10_080;

  static ServerlessProfile read(Settings at) {
    String release = at.text("release").orElse(Versions.EMR);
    Versions.refusalOfEmr(release).ifPresent(why -> at.refuse("release", "cannot be: " + why, ""));
    int driver = at.word("driver_vcpus", VCPUS).map(Integer::parseInt).orElse(4);
    int executor = at.word("executor_vcpus", VCPUS).map(Integer::parseInt).orElse(4);
    return new ServerlessProfile(
        at.text("application", "[0-9a-z]+", "an application's id").orElse(""),
        Keys.role(at, "role"),
        release,
        at.word("architecture", List.of("X86_64", "ARM64")).orElse("X86_64"),
        driver,
        memory(at, "driver_memory_gb", driver),
        executor,
        memory(at, "executor_memory_gb", executor),
        at.whole("most_executors", 1, 1000).orElse(10),
        at.whole("most_vcpus", 1, 100_000).orElse(100),
        at.whole("most_memory_gb", 1, 1_000_000).orElse(400),
        at.whole("idle_minutes", 1, WEEK).orElse(15),
        at.whole("attempts", 1, MOST_ATTEMPTS).orElse(1),
        Keys.place(at, "logs"));
  }

  /** A worker with 4 vCPU has 8 to 30 GB, others in proportion, 120 at most. */
  private static int memory(Settings at, String key, int vcpus) {
    int least = vcpus * 2;
    int most = Math.min(vcpus * 30 / 4, MOST_MEMORY);
    return at.whole(key, least, most).orElse(Math.min(vcpus * 4, most));
  }

  /** The same with another role. */
  public ServerlessProfile withRole(String other) {
    return with(application, other, mostExecutors, executorVcpus, executorMemoryGb);
  }

  /** The same with an application that exists. */
  public ServerlessProfile withApplication(String id) {
    return with(id, role, mostExecutors, executorVcpus, executorMemoryGb);
  }

  /** The same with other workers, as a flag or a plan by size says. */
  public ServerlessProfile withExecutors(int most) {
    return withExecutors(most, executorVcpus, executorMemoryGb);
  }

  /** The same with other and larger or smaller workers. */
  public ServerlessProfile withExecutors(int most, int vcpus, int memoryGb) {
    return with(application, role, most, vcpus, memoryGb);
  }

  private ServerlessProfile with(
      String id, String itsRole, int executors, int vcpus, int memoryGb) {
    return new ServerlessProfile(
        id,
        itsRole,
        release,
        architecture,
        driverVcpus,
        driverMemoryGb,
        vcpus,
        memoryGb,
        executors,
        mostVcpus,
        mostMemoryGb,
        idleMinutes,
        attempts,
        logs);
  }
}
