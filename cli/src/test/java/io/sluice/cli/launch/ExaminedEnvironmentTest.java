package io.sluice.cli.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sluice.deploy.doctor.Environment;
import io.sluice.deploy.doctor.Need;
import io.sluice.deploy.doctor.Quota;
import io.sluice.launch.profile.Profiles;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExaminedEnvironmentTest {
  private static Environment examined(String settings) {
    return ExaminedEnvironment.of(
        Profiles.read("environments: {prod: {" + settings + "}}", "sluice.yaml").environment(""),
        "eu-central-1");
  }

  @Test
  void whatAnEnvironmentNamesIsLookedAt() {
    String role = "arn:aws:iam::123456789012:role/a";
    Environment all =
        examined(
            "lake: 's3://l/lake', artifacts: 's3://a/x', jar: here.jar, glue: {role: '"
                + role
                + "', job: j}, emr_serverless: {role: '"
                + role
                + "', logs: 's3://g/logs'}, emr: {service_role: s, instance_profile: p},"
                + " batch: {queue: q, job_role: '"
                + role
                + "'}, network: {subnets: [subnet-0a1b2c3d]}");
    assertEquals(
        List.of("glue.role", "emr_serverless.role", "emr.service_role", "batch.job_role"),
        all.roles().stream().map(Environment.Role::key).toList());
    assertEquals(
        List.of("lake", "artifacts", "emr_serverless.logs"),
        all.places().stream().map(Environment.Place::key).toList());
    assertEquals("p", all.instanceProfile());
    assertEquals("j", all.job());
    assertEquals(List.of("subnet-0a1b2c3d"), all.subnets());
  }

  @Test
  void whatItsLaunchesMayAskForAtMostIsReckoned() {
    String role = "role: 'arn:aws:iam::123456789012:role/a'";
    assertEquals(List.of(), examined("region: eu-central-1").needs());
    assertEquals(
        List.of(
            new Need("glue.workers", Quota.GLUE_DPUS, 12),
            new Need("glue.runs_at_once", Quota.GLUE_RUNS, 3)),
        examined("glue: {" + role + "}").needs());
    assertEquals(
        new Need("glue.workers", Quota.GLUE_SPARE_DPUS, 80),
        examined(
                "glue: {worker_type: G.2X, workers: 20, runs_at_once: 2, flex: true, " + role + "}")
            .needs()
            .get(0));
    assertEquals(List.of(), examined("glue: {job: j, " + role + "}").needs());
    assertEquals(
        List.of(new Need("emr_serverless.most_vcpus", Quota.SERVERLESS_VCPUS, 100)),
        examined("emr_serverless: {" + role + "}").needs());
    assertEquals(
        List.of(new Need("emr_serverless.most_executors", Quota.SERVERLESS_VCPUS, 4 + 5 * 8)),
        examined(
                "emr_serverless: {application: abc, most_executors: 5, executor_vcpus: 8, "
                    + role
                    + "}")
            .needs());
    assertEquals(
        List.of(new Need("batch.vcpus", Quota.FARGATE_VCPUS, 8)),
        examined("batch: {queue: q, vcpus: 8, memory_mb: 32768}").needs());
  }

  @Test
  void ofAClusterTheMostOfEachKindOfMachineIsReckoned() {
    // A primary machine and ten more, of four processors each.
    assertEquals(
        List.of(new Need("emr.most_instances", Quota.ON_DEMAND_VCPUS, 44)),
        examined("emr: {service_role: s}").needs());
    String fleets =
        "core: {types: [m5.xlarge, m5.2xlarge], on_demand: 1, spot: 4}, most_instances: 0";
    // What there is no spot capacity for is taken on demand, unless the profile says otherwise.
    assertEquals(
        List.of(
            new Need("emr.core and emr.task", Quota.ON_DEMAND_VCPUS, 4 + 5 * 8),
            new Need("emr.core and emr.task", Quota.SPOT_VCPUS, 4 * 8)),
        examined("emr: {service_role: s, " + fleets + "}").needs());
    assertEquals(
        new Need("emr.core and emr.task", Quota.ON_DEMAND_VCPUS, 4 + 8),
        examined("emr: {service_role: s, spot: {otherwise: TERMINATE_CLUSTER}, " + fleets + "}")
            .needs()
            .get(0));
    assertEquals(List.of(), examined("emr: {service_role: s, cluster: j-ABC}").needs());
  }
}
