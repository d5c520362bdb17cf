package io.sluice.cli.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sluice.deploy.doctor.Environment;
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
}
