package io.sluice.launch.profile;

import io.sluice.spec.Settings;
import java.util.List;

/**
 * How EMR Serverless runs an ingest.
 *
 * @param role the runs' own
 * @param mostExecutors of a run
 * @param attempts at a run, by the service
 * @param logs below which logs are kept; empty: below the lake, as those of EMR are
 */
public record ServerlessProfile(
    Application application,
    String role,
    Worker driver,
    Worker executor,
    int mostExecutors,
    int attempts,
    String logs) {
  private static final int MOST_ATTEMPTS = 10;
  private static final int WEEK = 10_080;

  /**
   * Where runs belong to: an application that exists, else one of Sluice's own, made and reused.
   *
   * @param id of one that exists; empty: one of Sluice's own, of which the others are
   * @param architecture X86_64 or ARM64
   * @param mostVcpus over all its runs
   * @param mostMemoryGb likewise
   * @param idleMinutes after which it stops by itself
   */
  public record Application(
      String id,
      String release,
      String architecture,
      int mostVcpus,
      int mostMemoryGb,
      int idleMinutes) {
    static Application read(Settings at) {
      String release = at.text("release").orElse(Versions.EMR);
      Versions.refusalOfEmr(release)
          .ifPresent(why -> at.refuse("release", "cannot be: " + why, ""));
      return new Application(
          at.text("application", "[0-9a-z]+", "an application's id").orElse(""),
          release,
          at.word("architecture", List.of("X86_64", "ARM64")).orElse("X86_64"),
          at.whole("most_vcpus", 1, 100_000).orElse(100),
          at.whole("most_memory_gb", 1, 1_000_000).orElse(400),
          at.whole("idle_minutes", 1, WEEK).orElse(15));
    }

    Application withId(String other) {
      return new Application(other, release, architecture, mostVcpus, mostMemoryGb, idleMinutes);
    }
  }

  /**
   * How large a driver or an executor is.
   *
   * @param vcpus 1, 2, 4, 8 or 16
   * @param memoryGb with the overhead
   */
  public record Worker(int vcpus, int memoryGb) {
    private static final List<String> VCPUS = List.of("1", "2", "4", "8", "16");
    private static final int MOST_MEMORY = 120;

    /** A worker with 4 vCPU has 8 to 30 GB, others in proportion, 120 at most. */
    static Worker read(Settings at, String name) {
      int vcpus = at.word(name + "_vcpus", VCPUS).map(Integer::parseInt).orElse(4);
      int most = Math.min(vcpus * 30 / 4, MOST_MEMORY);
      return new Worker(
          vcpus, at.whole(name + "_memory_gb", vcpus * 2, most).orElse(Math.min(vcpus * 4, most)));
    }
  }

  static ServerlessProfile read(Settings at) {
    return new ServerlessProfile(
        Application.read(at),
        Keys.role(at, "role"),
        Worker.read(at, "driver"),
        Worker.read(at, "executor"),
        at.whole("most_executors", 1, 1000).orElse(10),
        at.whole("attempts", 1, MOST_ATTEMPTS).orElse(1),
        Keys.place(at, "logs"));
  }

  /** The same with what it leaves open. */
  ServerlessProfile completedBy(String itsRole, String id) {
    return new ServerlessProfile(
        application.id().isEmpty() ? application.withId(id) : application,
        role.isEmpty() ? itsRole : role,
        driver,
        executor,
        mostExecutors,
        attempts,
        logs);
  }

  /** The same with other workers, as a flag or a plan by size says. */
  public ServerlessProfile withExecutors(int most, Worker each) {
    return new ServerlessProfile(application, role, driver, each, most, attempts, logs);
  }
}
