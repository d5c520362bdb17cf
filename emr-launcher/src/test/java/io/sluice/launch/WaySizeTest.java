package io.sluice.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.launch.batch.BatchWay;
import io.sluice.launch.emr.EmrWay;
import io.sluice.launch.glue.GlueWay;
import io.sluice.launch.profile.Profile;
import io.sluice.launch.profile.Profiles;
import io.sluice.launch.serverless.ServerlessWay;
import io.sluice.launch.size.InputFile;
import io.sluice.launch.size.Machine;
import io.sluice.launch.size.Size;
import io.sluice.launch.size.Work;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How large a run is by what a profile says; no service is asked. */
class WaySizeTest {
  private static final Work LARGE =
      Work.of(List.of(new InputFile("csv", 1_000_000_000_000L, false, true)));
  private static final Work TINY = Work.of(List.of(new InputFile("csv", 1000, false, true)));

  private static Profile profile(String ways) {
    return Profiles.read("environments: {test: {" + ways + "}}", "sluice.yaml").environment("test");
  }

  private static Size size(LaunchWay way, String ways, Work work) {
    return way.size(profile(ways), work).orElseThrow();
  }

  @Test
  void glueTakesTheWorkersOfTheProfile() {
    LaunchWay way = new GlueWay(null, null, null, null, "");
    Size defaults = size(way, "", LARGE);
    assertEquals(4, defaults.workers());
    assertEquals("G.1X", defaults.machine().name());
    String more = "glue: {worker_type: G.2X, workers: 20}";
    Size named = size(way, more, LARGE);
    assertEquals(20, named.workers());
    assertEquals("G.2X", named.machine().name());
    assertTrue(named.seconds() < defaults.seconds());
    assertEquals(2, size(way, more, TINY).workers());
    assertEquals(20, size(way, more.replace("}", ", auto_scaling: false}"), TINY).workers());
  }

  @Test
  void emrServerlessTakesTheExecutorsOfTheProfile() {
    LaunchWay way = new ServerlessWay(null, null, "");
    assertEquals(11, size(way, "", LARGE).workers());
    Size named =
        size(
            way,
            "emr_serverless: {executor_vcpus: 8, executor_memory_gb: 40, most_executors: 5}",
            LARGE);
    assertEquals(6, named.workers());
    assertEquals(Machine.of(8, 40), named.machine());
  }

  @Test
  void emrTakesTheMachinesOfTheProfile() {
    LaunchWay way = new EmrWay(null, null, null, "");
    // The primary machine and those of managed scaling.
    assertEquals(11, size(way, "", LARGE).workers());
    assertEquals(3, size(way, "", TINY).workers());
    Size named =
        size(
            way,
            "emr: {core: {types: [r5.2xlarge, m5.xlarge], on_demand: 3}, most_instances: 0}",
            TINY);
    assertEquals(4, named.workers());
    assertEquals("r5.2xlarge", named.machine().name());
    assertEquals(8, named.machine().processors());
    assertTrue(way.size(profile("emr: {cluster: j-ABC}"), LARGE).isEmpty());
  }

  @Test
  void batchTakesTheContainerOfTheProfile() {
    LaunchWay way = new BatchWay(null, null, null, "");
    assertEquals(Machine.of(4, 16), size(way, "", LARGE).machine());
    assertEquals(
        Machine.of(8, 30), size(way, "batch: {vcpus: 8, memory_mb: 30000}", LARGE).machine());
  }
}
