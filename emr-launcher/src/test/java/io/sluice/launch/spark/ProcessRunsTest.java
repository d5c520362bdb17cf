package io.sluice.launch.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.launch.LaunchClock;
import io.sluice.launch.LaunchException;
import io.sluice.launch.LaunchHandle;
import io.sluice.launch.LaunchOrder;
import io.sluice.launch.LaunchOrder.Part;
import io.sluice.launch.LaunchState;
import io.sluice.launch.LaunchState.Phase;
import io.sluice.launch.profile.Profile;
import io.sluice.launch.profile.SparkProfile;
import io.sluice.spec.SpecReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(600)
class ProcessRunsTest {
  private static final Optional<ClusterEnd> ALONE = Optional.empty();

  @TempDir private Path folder;

  @Test
  void anExitCodeIsKeptForWhoeverAsks() throws InterruptedException {
    LaunchHandle handle = runs().start(order("a"), sh("echo out; echo why >&2; exit 3"), ALONE);
    LaunchState end = awaitOver(handle);
    assertEquals(Phase.FAILED, end.phase());
    assertEquals(3, end.exitCode().getAsInt());
    assertEquals("why", end.reason());
    // Another process finds the same.
    assertEquals(handle, runs().find("a").orElseThrow());
    assertEquals(List.of(), runs().running());
    LaunchHandle again = runs().start(order("a"), sh("exit 0"), ALONE);
    assertEquals("2", lastOf(again));
    // Until then its shell writes into the folder.
    assertEquals(Phase.SUCCEEDED, awaitOver(again).phase());
  }

  @Test
  void whatIsCancelledEndsAndMayCleanUpBefore() throws Exception {
    Path cleaned = folder.resolve("cleaned");
    LaunchHandle handle =
        runs()
            .start(
                order("b"),
                sh(
                    "trap 'touch "
                        + cleaned
                        + "; exit 1' TERM; touch up; while :; do sleep 0.1; done"),
                ALONE);
    assertEquals(List.of(handle), runs().running());
    while (!Files.exists(Path.of(handle.more().get("folder"), "up"))) {
      Thread.sleep(20);
    }
    runs().cancel(handle);
    assertEquals(Phase.CANCELLED, awaitOver(handle).phase());
    assertTrue(Files.exists(cleaned));
  }

  @Test
  void aProcessThatWasKilledLeftNoCodeAndFailed() throws Exception {
    LaunchHandle handle = runs().start(order("c"), sh("sleep 100"), ALONE);
    ProcessHandle shell = awaitChild(handle);
    List<ProcessHandle> children = shell.descendants().toList();
    shell.destroyForcibly();
    shell.onExit().get();
    children.forEach(ProcessHandle::destroyForcibly);
    LaunchState end = awaitOver(handle);
    assertEquals(Phase.FAILED, end.phase());
    assertTrue(end.reason().contains("no exit code"), end.reason());
  }

  /**
   * Else a starter that dies before it has written down what it started leaves what nobody finds.
   */
  @Test
  void withoutItsStarterNothingBegins() throws Exception {
    Path attempt = Files.createDirectories(folder.resolve("alone"));
    Process shell = RunShell.start(attempt, sh("touch began"));
    // As the starter's death does.
    shell.getOutputStream().close();
    assertEquals(1, shell.waitFor());
    assertFalse(Files.exists(attempt.resolve("began")));
  }

  @Test
  void aProcessOfAnotherMachineIsNotJudgedHere() throws InterruptedException {
    LaunchHandle handle = on("one").start(order("e"), sh("sleep 100"), ALONE);
    assertElsewhere(handle, "it runs on machine one (ask there), and this is two");
    assertTrue(
        assertThrows(LaunchException.class, () -> on("two").cancel(handle))
            .getMessage()
            .contains("machine one"));
    assertEquals(List.of(), on("two").running());
    // Records of before there were names of machines.
    Map<String, String> nameless = Map.of("folder", folder.resolve("none").toString());
    assertElsewhere(
        new LaunchHandle("local", "f", "1", handle.since(), nameless), "on another machine");

    assertEquals(List.of(handle), on("one").running());
    ProcessHandle unused = awaitChild(handle);
    on("one").cancel(handle);
    while (!on("one").state(handle).phase().over()) {
      Thread.sleep(50);
    }
    // What has left its exit code is over, whoever looks.
    assertEquals(Phase.CANCELLED, on("two").state(handle).phase());
  }

  private void assertElsewhere(LaunchHandle handle, String why) {
    LaunchException failure = assertThrows(LaunchException.class, () -> on("two").state(handle));
    assertTrue(failure.getMessage().contains(why), failure.getMessage());
  }

  private ProcessRuns on(String machine) {
    return new ProcessRuns("local", folder.resolve("runs"), LaunchClock.OF_MACHINE, machine);
  }

  @Test
  void clusterModeIsForMastersWhoseSparkSubmitStaysUntilTheDriverEnds() throws Exception {
    String spec = "s3://b/spec.yml";
    String jar = "s3://b/x.jar";
    refusedCluster("spark://host:7077", spec, jar, "leave deploy_mode out");
    refusedCluster("local[*]", spec, jar, "leave deploy_mode out");
    refusedCluster("yarn", "spec.yml", jar, "spec spec.yml is a file of this machine");
    refusedCluster("k8s://https://host", spec, "x.jar", "--jar s3://bucket/sluice.jar");

    LaunchOrder order = cluster("yarn", spec, jar);
    SparkSubmitWay way = way();
    way.check(order);
    assertTrue(way.readsElsewhere(order.profile()));
    assertFalse(way.readsElsewhere(Profile.defaults()));
  }

  /** A submitter that has named its application, and is ended before the application is. */
  @Test
  void onYarnTheApplicationIsEndedWithItsSubmitter() throws Exception {
    Path bin = Files.createDirectories(folder.resolve("bin"));
    program(bin.resolve("yarn"), "echo \"$@\" >>" + folder.resolve("asked"));
    String said =
        cancelled("yarn", "INFO Client: Submitted application application_17_0042", bin.toString());
    assertEquals("application -kill application_17_0042\n", asked());
    assertTrue(said.contains("and with it application_17_0042 in the cluster"), said);
  }

  @Test
  void withoutACommandYarnSparksOwnClassesAreAsked() throws Exception {
    String said = cancelled("yarn", "Submitted application application_17_0042", "/nowhere");
    assertEquals(
        "org.apache.hadoop.yarn.client.cli.ApplicationCLI application -kill"
            + " application_17_0042\n",
        asked());
    assertTrue(said.contains("and with it application_17_0042"), said);
  }

  @Test
  void onKubernetesTheDriversPodIsDeleted() throws Exception {
    String said = cancelled("k8s://https://host", "\t pod name: sluice-g-driver", "/nowhere");
    assertEquals(
        "--master k8s://https://host --conf spark.kubernetes.namespace=data --kill"
            + " data:sluice-g-driver\n",
        asked());
    assertTrue(said.contains("kubectl delete pod sluice-g-driver --namespace data"), said);
  }

  /** Who cancels is told what to do by hand. */
  @Test
  void whatCannotBeEndedFromHereIsTold() throws Exception {
    Path bin = Files.createDirectories(folder.resolve("bin"));
    program(bin.resolve("yarn"), "exit 1");
    String failed = cancelled("yarn", "Submitted application application_1_2", bin.toString());
    assertTrue(
        failed.contains("may still be running in the cluster: end it with 'yarn application -kill"),
        failed);
    assertTrue(failed.contains("ended with exit code 1"), failed);

    String unnamed = cancelled("yarn", "nothing yet", bin.toString());
    assertTrue(unnamed.contains("before it named what it had submitted"), unnamed);
    assertTrue(unnamed.contains("sluice-g on YARN"), unnamed);
    assertTrue(unnamed.contains("'yarn application -list'"), unnamed);
  }

  private String asked() throws IOException {
    return Files.readString(folder.resolve("asked"));
  }

  /**
   * What is told of a run in cluster mode that was cancelled.
   *
   * @param said by its spark-submit
   */
  private String cancelled(String master, String said, String path) throws Exception {
    Path home = home("spark-core_2.12-3.5.6.jar");
    String asked = folder.resolve("asked").toString();
    program(
        home.resolve("bin/spark-submit"),
        "case \"$*\" in *--kill*) echo \"$@\" >>"
            + asked
            + "; exit 0;; esac\nprintf '"
            + said
            + "\\n' >&2; touch up; sleep 100");
    program(home.resolve("bin/spark-class"), "echo \"$@\" >>" + asked);
    SparkSubmitWay way =
        new SparkSubmitWay(
            Map.of("PATH", path), Files.createTempDirectory(folder, "s"), LaunchClock.OF_MACHINE);
    LaunchHandle handle = way.submit(cluster(home, master, "s3://b/spec.yml", "s3://b/x.jar"));
    while (!Files.exists(Path.of(handle.more().get("folder"), "up"))) {
      Thread.sleep(20);
    }
    way.cancel(handle);
    while (!way.state(handle).phase().over()) {
      Thread.sleep(20);
    }
    assertEquals(Phase.CANCELLED, way.state(handle).phase());
    return way.state(handle).reason();
  }

  private static void program(Path file, String script) throws IOException {
    Files.writeString(file, "#!/bin/sh\n" + script + "\n");
    assertTrue(file.toFile().setExecutable(true));
  }

  private void refusedCluster(String master, String spec, String jar, String why)
      throws IOException {
    LaunchOrder order = cluster(master, spec, jar);
    LaunchException failure = assertThrows(LaunchException.class, () -> way().check(order));
    assertTrue(failure.getMessage().contains(why), failure.getMessage());
  }

  private LaunchOrder cluster(String master, String spec, String jar) throws IOException {
    return cluster(home("spark-core_2.12-3.5.6.jar"), master, spec, jar);
  }

  /** An order in cluster mode. */
  private static LaunchOrder cluster(Path home, String master, String spec, String jar) {
    Map<String, String> settings =
        master.startsWith("k8s") ? Map.of("spark.kubernetes.namespace", "data") : Map.of();
    Profile profile = profile(home, master, "cluster", settings);
    Part part =
        new Part(
            "g",
            spec,
            SpecReader.read(
                "{dataset: d, source: {path: 's3://b/in'}, target: {database: a, table: b}}",
                "spec.yml"),
            "s3://b/outcome.json");
    return new LaunchOrder("g", "s3://b/lake", List.of(part), profile, jar, Duration.ofHours(1));
  }

  @Test
  void aSparkOfAnotherKindIsRefusedByTheNamesOfItsJars() throws IOException {
    assertRefused(home("spark-core_2.13-3.5.6.jar"), "built for Scala 2.13");
    assertRefused(home("spark-core_2.13-4.0.2.jar"), "is Spark 4.0");
    assertRefused(home("spark-core_2.12-3.3.4.jar"), "is Spark 3.3");
    SparkSubmitWay way = way();
    way.check(order("d", home("spark-core_2.12-3.5.6.jar"), "local[*]"));
    assertTrue(
        assertThrows(
                LaunchException.class,
                () ->
                    way.check(
                        order("d", home("spark-core_2.12-3.5.6.jar"), "spark://elsewhere:7077")))
            .getMessage()
            .contains("--lake s3://"));
  }

  private void assertRefused(Path home, String why) {
    LaunchException failure =
        assertThrows(LaunchException.class, () -> way().check(order("d", home, "local[*]")));
    assertTrue(failure.getMessage().contains(why), failure.getMessage());
  }

  private SparkSubmitWay way() {
    return new SparkSubmitWay(Map.of(), folder.resolve("state"), LaunchClock.OF_MACHINE);
  }

  private Path home(String core) throws IOException {
    Path home = Files.createTempDirectory(folder, "spark");
    Files.createDirectories(home.resolve("bin"));
    Files.createDirectories(home.resolve("jars"));
    Files.createFile(home.resolve("jars").resolve(core));
    assertTrue(Files.createFile(home.resolve("bin/spark-submit")).toFile().setExecutable(true));
    return home;
  }

  private ProcessRuns runs() {
    return new ProcessRuns("local", folder.resolve("runs"), LaunchClock.OF_MACHINE);
  }

  private static String lastOf(LaunchHandle handle) {
    return Path.of(handle.more().get("folder")).getFileName().toString();
  }

  private static List<String> sh(String script) {
    return List.of("/bin/sh", "-c", script);
  }

  /** A run's shell, once it has started what it is for. */
  private static ProcessHandle awaitChild(LaunchHandle handle) throws InterruptedException {
    ProcessHandle shell = ProcessHandle.of(Long.parseLong(handle.id())).orElseThrow();
    while (shell.descendants().count() == 0) {
      Thread.sleep(20);
    }
    return shell;
  }

  private LaunchState awaitOver(LaunchHandle handle) throws InterruptedException {
    long deadline = System.nanoTime() + Duration.ofMinutes(5).toNanos();
    while (!runs().state(handle).phase().over() && System.nanoTime() < deadline) {
      Thread.sleep(50);
    }
    return runs().state(handle);
  }

  private static Profile profile(
      Path home, String master, String mode, Map<String, String> settings) {
    Profile defaults = Profile.defaults();
    SparkProfile spark = new SparkProfile(home.toString(), master, mode, settings);
    return defaults.with(defaults.ways().with(spark));
  }

  private LaunchOrder order(String runId) {
    return order(runId, folder, "local[*]");
  }

  private LaunchOrder order(String runId, Path home, String master) {
    Profile profile = profile(home, master, "client", Map.of());
    Part part =
        new Part(
            runId,
            "spec.yml",
            SpecReader.read(
                "{dataset: d, source: {path: x.csv}, target: {database: a, table: b}}", "spec.yml"),
            folder.resolve("outcome.json").toString());
    return new LaunchOrder(
        runId,
        folder.resolve("lake").toString(),
        List.of(part),
        profile,
        "x.jar",
        Duration.ofHours(1));
  }
}
