package io.sluice.launch.profile;

import io.sluice.spec.Settings;
import java.util.List;
import java.util.stream.Stream;

/**
 * How EMR on EC2 runs an ingest.
 *
 * @param cluster the id of one that exists, which is left running; empty: one for each order
 * @param release of a cluster of its own
 * @param serviceRole EMR's own, name or ARN
 * @param instanceProfile the machines'
 * @param primary one machine
 * @param core at least one machine
 * @param task none where both counts are 0; may come and go
 * @param spot what is done without spot capacity
 * @param mostInstances managed scaling's limit, core and task together; 0: no scaling
 * @param driverMemoryGb the driver's heap; 0: what EMR gives it
 * @param idleMinutes after which a cluster ends by itself, whatever else is lost
 * @param logs below which logs are kept; without it there are none
 */
public record EmrProfile(
    String cluster,
    String release,
    String serviceRole,
    String instanceProfile,
    Fleet primary,
    Fleet core,
    Fleet task,
    Spot spot,
    int mostInstances,
    int driverMemoryGb,
    int idleMinutes,
    String logs) {
  private static final Fleet ONE =
      new Fleet(List.of("m5.xlarge", "m5a.xlarge", "m6a.xlarge"), 1, 0);
  private static final Fleet TWO = new Fleet(ONE.types(), 2, 0);
  private static final Fleet NONE = new Fleet(ONE.types(), 0, 0);
  private static final int MOST = 2000;
  private static final int MOST_MEMORY = 512;
  private static final int WEEK = 10_080;

  /**
   * What is done where there is no spot capacity.
   *
   * @param minutes how long is waited for it, 5 to 1,440
   * @param otherwise SWITCH_TO_ON_DEMAND or TERMINATE_CLUSTER
   */
  public record Spot(int minutes, String otherwise) {}

  static EmrProfile read(Settings at) {
    String release = at.text("release").orElse(Versions.EMR);
    Versions.refusalOfEmr(release).ifPresent(why -> at.refuse("release", "cannot be: " + why, ""));
    Settings spot = at.section("spot");
    return new EmrProfile(
        at.text("cluster", "j-[0-9A-Z]+", "a cluster's id (j-…)").orElse(""),
        release,
        at.text("service_role").orElse(""),
        at.text("instance_profile").orElse(""),
        primary(at),
        core(at),
        Fleet.read(at.section("task"), NONE),
        new Spot(
            spot.whole("minutes", 5, 1440).orElse(10),
            spot.word("otherwise", List.of("SWITCH_TO_ON_DEMAND", "TERMINATE_CLUSTER"))
                .orElse("SWITCH_TO_ON_DEMAND")),
        at.whole("most_instances", 0, MOST).orElse(10),
        at.whole("driver_memory_gb", 1, MOST_MEMORY).orElse(0),
        at.whole("idle_minutes", 1, WEEK).orElse(15),
        Keys.place(at, "logs"));
  }

  private static Fleet primary(Settings at) {
    Fleet fleet = Fleet.read(at.section("primary"), ONE);
    if (fleet.size() != 1) {
      at.refuse("primary", "must be one machine, but is " + fleet.size(), "on_demand: 1");
    }
    return fleet;
  }

  private static Fleet core(Settings at) {
    Fleet fleet = Fleet.read(at.section("core"), TWO);
    if (fleet.size() < 1) {
      at.refuse("core", "must be at least one machine", "on_demand: 1");
    }
    return fleet;
  }

  /** How many vCPUs a cluster may have on demand at most. */
  public long mostOnDemandVcpus() {
    boolean insteadOfSpot = spot.otherwise().equals("SWITCH_TO_ON_DEMAND");
    long fixed = vcpus(primary, insteadOfSpot);
    long workers = vcpus(core, insteadOfSpot) + vcpus(task, insteadOfSpot);
    int largest = Math.max(core.mostProcessors(), task.size() > 0 ? task.mostProcessors() : 0);
    // Managed scaling takes what it likes of both fleets.
    return fixed + Math.max(workers, (long) mostInstances * largest);
  }

  private static long vcpus(Fleet fleet, boolean insteadOfSpot) {
    return (long) fleet.mostProcessors() * (fleet.onDemand() + (insteadOfSpot ? fleet.spot() : 0));
  }

  /** How many of its fleets' are spot; 0: none. */
  public long mostSpotVcpus() {
    return Stream.of(primary, core, task)
        .mapToLong(fleet -> (long) fleet.mostProcessors() * fleet.spot())
        .sum();
  }

  /** The same with another limit of managed scaling. */
  public EmrProfile withMostInstances(int most) {
    return new EmrProfile(
        cluster,
        release,
        serviceRole,
        instanceProfile,
        primary,
        core,
        task,
        spot,
        most,
        driverMemoryGb,
        idleMinutes,
        logs);
  }

  /** The same with managed scaling up to as many machines as have so many processors. */
  EmrProfile withProcessors(int wanted) {
    int each = core.processors();
    if (task.size() > 0) {
      each = Math.min(each, task.processors());
    }
    return withMostInstances(Math.min(MOST, (wanted + each - 1) / each));
  }
}
