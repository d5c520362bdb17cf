package io.sluice.cli.launch;

import io.sluice.deploy.doctor.Environment;
import io.sluice.deploy.doctor.Environment.Place;
import io.sluice.deploy.doctor.Environment.Role;
import io.sluice.launch.profile.Profile;
import io.sluice.launch.profile.WayProfiles;
import java.util.ArrayList;
import java.util.List;

/** A profile as the doctor looks at it: what it names itself, not what its stack adds. */
public final class ExaminedEnvironment {
  private static final String CONTAINERS = "ecs-tasks.amazonaws.com";

  private ExaminedEnvironment() {}

  /** Of a region, which the profile may leave to the process's environment. */
  public static Environment of(Profile profile, String region) {
    WayProfiles ways = profile.ways();
    return new Environment(
        profile.name(),
        region,
        roles(ways),
        ways.emr().instanceProfile(),
        places(profile),
        profile.network().subnets(),
        profile.network().securityGroups(),
        ways.glue().job(),
        ExaminedNeeds.of(ways));
  }

  private static List<Role> roles(WayProfiles ways) {
    List<Role> roles = new ArrayList<>();
    roles.add(new Role("glue.role", ways.glue().role(), "glue.amazonaws.com"));
    roles.add(
        new Role("emr_serverless.role", ways.serverless().role(), "emr-serverless.amazonaws.com"));
    roles.add(
        new Role("emr.service_role", ways.emr().serviceRole(), "elasticmapreduce.amazonaws.com"));
    roles.add(new Role("batch.job_role", ways.batch().jobRole(), CONTAINERS));
    roles.add(new Role("batch.execution_role", ways.batch().executionRole(), CONTAINERS));
    roles.removeIf(each -> each.role().isEmpty());
    return roles;
  }

  private static List<Place> places(Profile profile) {
    List<Place> places = new ArrayList<>();
    places.add(new Place("lake", profile.place().lake()));
    places.add(new Place("artifacts", profile.place().artifacts()));
    places.add(new Place("jar", profile.place().jar()));
    places.add(new Place("emr.logs", profile.ways().emr().logs()));
    places.add(new Place("emr_serverless.logs", profile.ways().serverless().logs()));
    places.removeIf(each -> !each.uri().startsWith("s3"));
    return places;
  }
}
