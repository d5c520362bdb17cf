package io.sluice.launch.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.spec.SpecException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProfilesTest {
  @Test
  void everyKeyIsRead() {
    Profile profile =
        Profiles.read(
                """
                default: dev
                environments:
                  dev:
                    region: eu-central-1
                    stack: sluice
                    lake: s3://lake/l
                    artifacts: s3://programs/x/
                    jar: s3://programs/x/a.jar
                    timeout: 90m
                    budget: 2.5
                    tags: {team: data, cost: 17}
                    network: {subnets: [subnet-0a1b2c3d], security_groups: sg-0a1b2c3d}
                    glue:
                      role: arn:aws:iam::123456789012:role/job
                      version: "5.0"
                      worker_type: G.2X
                      workers: 7
                      runs_at_once: 2
                      flex: true
                      auto_scaling: false
                      security_configuration: safe
                      connections: [net]
                    emr_serverless:
                      application: 00f1abc
                      role: arn:aws:iam::123456789012:role/runs
                      release: emr-7.9.0
                      architecture: ARM64
                      driver_vcpus: 2
                      driver_memory_gb: 8
                      executor_vcpus: 8
                      executor_memory_gb: 32
                      most_executors: 20
                      most_vcpus: 200
                      most_memory_gb: 800
                      idle_minutes: 5
                      attempts: 2
                      logs: s3://lake/logs
                    emr:
                      cluster: j-ABC
                      release: emr-7.10.0
                      service_role: EMR_DefaultRole
                      instance_profile: EMR_EC2_DefaultRole
                      primary: {types: m6g.xlarge}
                      core: {types: [r5.xlarge, r6i.xlarge], on_demand: 1, spot: 3}
                      task: {spot: 5}
                      spot: {minutes: 20, otherwise: TERMINATE_CLUSTER}
                      most_instances: 12
                      driver_memory_gb: 6
                      idle_minutes: 30
                      logs: s3://lake/emr
                    spark: {home: /opt/spark, master: "spark://h:7077", deploy_mode: client, settings: {spark.a: 1}}
                  prod: {}
                """,
                "sluice.yaml")
            .environment("");
    assertEquals("dev", profile.name());
    assertEquals(
        new Profile.Place(
            "eu-central-1", "sluice", "s3://lake/l", "s3://programs/x", "s3://programs/x/a.jar"),
        profile.place());
    assertEquals(Duration.ofMinutes(90), profile.timeout());
    assertEquals(Optional.of(2.5), profile.budget());
    assertEquals(Map.of("team", "data", "cost", "17"), profile.tags());
    assertEquals(List.of("sg-0a1b2c3d"), profile.network().securityGroups());
    assertEquals("5.0", profile.ways().glue().version());
    assertTrue(profile.ways().glue().flex());
    assertEquals(
        new ServerlessProfile(
            new ServerlessProfile.Application("00f1abc", "emr-7.9.0", "ARM64", 200, 800, 5),
            "arn:aws:iam::123456789012:role/runs",
            new ServerlessProfile.Worker(2, 8),
            new ServerlessProfile.Worker(8, 32),
            20,
            2,
            "s3://lake/logs"),
        profile.ways().serverless());
    assertEquals(new Fleet(List.of("r5.xlarge", "r6i.xlarge"), 1, 3), profile.ways().emr().core());
    assertEquals(5, profile.ways().emr().task().spot());
    assertEquals(20, profile.ways().emr().spot().minutes());
    assertEquals(6, profile.ways().emr().driverMemoryGb());
    assertEquals(Map.of("spark.a", "1"), profile.ways().spark().settings());
  }

  @Test
  void theSafeDefaultsHoldWhereNothingIsSaid() {
    Profile profile = Profile.defaults();
    assertEquals(Duration.ofHours(2), profile.timeout());
    assertEquals("5.1", profile.ways().glue().version());
    assertEquals(15, profile.ways().emr().idleMinutes());
    assertEquals(0, profile.ways().emr().core().spot());
    assertEquals(0, profile.ways().emr().driverMemoryGb());
    assertEquals(100, profile.ways().serverless().application().mostVcpus());
  }

  @Test
  void allMistakesAreToldAtOnceEachWithItsLineAndTheNearestKey() {
    SpecException failure =
        assertThrows(
            SpecException.class,
            () ->
                Profiles.read(
                    """
                    environments:
                      dev:
                        regoin: eu-central-1
                        glue:
                          version: "4.0"
                          worker: 3
                          workers: 1
                        emr_serverless: {release: emr-spark-8.0.0, executor_memory_gb: 100}
                        emr: {release: emr-6.15.0, driver_memory_gb: 0, core: {types: [m5.xlarge, big]}}
                        timeout: soon
                        tags: {"aws:x": y}
                    default: prod
                    """,
                    "sluice.yaml"));
    List<String> lines = failure.getMessage().lines().toList();
    assertLine(
        lines,
        "sluice.yaml:3:5: unknown key 'regoin' in 'environments.dev'; did you mean 'region'?");
    assertLine(
        lines, "sluice.yaml:5:16: 'environments.dev.glue.version' cannot be: Glue 4.0 has Java 8");
    assertLine(lines, "sluice.yaml:6:7: unknown key 'worker'");
    assertLine(lines, "did you mean 'workers'?");
    assertLine(
        lines, "sluice.yaml:7:16: 'environments.dev.glue.workers' must be between 2 and 299");
    assertLine(lines, "emr-spark-8.0.0 has Spark 4 and Scala 2.13");
    assertLine(
        lines, "'environments.dev.emr_serverless.executor_memory_gb' must be between 8 and 30");
    assertLine(lines, "emr-6.15.0 has a Spark before 3.5 or Java 8");
    assertLine(lines, "'environments.dev.emr.driver_memory_gb' must be between 1 and 512");
    assertLine(lines, "contains 'big', which is not an instance type");
    assertLine(lines, "sluice.yaml:10:14: 'environments.dev.timeout' must be a duration");
    assertLine(lines, "'environments.dev.tags' has 'aws:x', whose prefix is reserved");
    assertLine(lines, "sluice.yaml:12:10: 'default' names 'prod'");
  }

  @Test
  void whatTheFileLeavesOpenTheStackCompletes() {
    Profiles profiles =
        Profiles.read(
            "environments: {a: {}, b: {lake: 's3://mine/l', glue: {job: own}}}", "sluice.yaml");
    Map<String, String> outputs =
        Map.of("LakeLocation", "s3://lake/l", "ArtifactsBucket", "programs", "JobName", "job");
    Profile all = profiles.environment("a").completedBy(outputs);
    assertEquals("s3://lake/l", all.place().lake());
    assertEquals("s3://programs", all.place().artifacts());
    assertEquals("job", all.ways().glue().job());
    Profile some = profiles.environment("b").completedBy(outputs);
    assertEquals("s3://mine/l", some.place().lake());
    assertEquals("own", some.ways().glue().job());
  }

  @Test
  void anEnvironmentThatIsNotThereIsToldWithTheNearest() {
    Profiles profiles = Profiles.read("environments: {dev: {}, prod: {}}", "sluice.yaml");
    assertTrue(message(profiles, "prodd").contains("did you mean 'prod'?"));
    assertTrue(message(profiles, "").contains("--env: dev, prod"));
  }

  private static String message(Profiles profiles, String name) {
    return assertThrows(SpecException.class, () -> profiles.environment(name)).getMessage();
  }

  private static void assertLine(List<String> lines, String part) {
    assertTrue(lines.stream().anyMatch(line -> line.contains(part)), () -> part + "\n" + lines);
  }
}
