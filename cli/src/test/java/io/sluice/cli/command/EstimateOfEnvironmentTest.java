package io.sluice.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.cli.command.CliRunner.Result;
import io.sluice.localaws.testing.EmulatedEnvironment;
import io.sluice.localaws.testing.LocalAwsForTests;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * A plan estimates what a launch in an environment would get, and not what would suit the files.
 */
@ExtendWith({LocalAwsForTests.class, EmulatedEnvironment.class})
class EstimateOfEnvironmentTest {
  @TempDir private Path folder;

  @BeforeEach
  void anEnvironment() throws Exception {
    Files.writeString(folder.resolve("a.csv"), "id,name\n1,x\n2,y\n");
    Files.writeString(
        folder.resolve("a.yml"),
        "{dataset: a, source: {path: a.csv, format: csv}, target: {database: d, table: a}}");
    Files.writeString(
        folder.resolve("sluice.yaml"),
        """
        environments:
          prod:
            region: eu-central-1
            glue: {worker_type: G.2X, workers: 20, auto_scaling: false, flex: true}
            emr_serverless: {executor_vcpus: 8, executor_memory_gb: 32}
            emr: {cluster: j-ABC}
            lambda: {function: nothing-here}
        """);
  }

  private Result plan(String... more) {
    List<String> arguments = new ArrayList<>(List.of("plan", "a.yml"));
    arguments.addAll(List.of(more));
    return new CliRunner(folder).run(arguments.toArray(String[]::new));
  }

  private JsonNode estimates(String... more) throws Exception {
    List<String> arguments = new ArrayList<>(List.of("--estimate", "-o", "json"));
    arguments.addAll(List.of(more));
    Result result = plan(arguments.toArray(String[]::new));
    assertEquals(0, result.code(), result::err);
    return new ObjectMapper().readTree(result.out()).path("estimates");
  }

  private static JsonNode way(JsonNode estimates, String name) {
    for (JsonNode each : estimates.path("ways")) {
      if (each.path("way").asText().equals(name)) {
        return each;
      }
    }
    throw new AssertionError(name + " is not in " + estimates);
  }

  private static List<String> ways(JsonNode estimates) {
    List<String> ways = new ArrayList<>();
    estimates.path("ways").forEach(each -> ways.add(each.path("way").asText()));
    return ways;
  }

  @Test
  void theEnvironmentsWorkersAreReckoned() throws Exception {
    JsonNode all = estimates();
    assertEquals("prod", all.path("environment").asText());
    // Nothing is made for a run on a cluster that exists.
    assertEquals(List.of("batch", "glue", "emr-serverless"), ways(all));
    JsonNode glue = way(all, "glue");
    assertEquals(20, glue.path("workers").asInt());
    assertEquals("G.2X", glue.path("machine").asText());
    assertTrue(glue.path("quantities").has("glue.flex-dpu-hour"), glue::toString);
    assertTrue(way(all, "emr-serverless").path("machine").asText().startsWith("8 vCPU"));
    String lambda = all.at("/not_looked_at/lambda").asText();
    assertTrue(lambda.contains("there is no function nothing-here"), all::toString);
  }

  @Test
  void optionsOverrideIt() throws Exception {
    assertEquals(3, way(estimates("--workers", "3"), "glue").path("workers").asInt());
    JsonNode auto = estimates("--workers", "auto");
    assertEquals(List.of("lambda", "batch", "glue", "emr-serverless", "emr"), ways(auto));
    assertEquals(2, way(auto, "glue").path("workers").asInt());
    assertTrue(way(auto, "glue").path("quantities").has("glue.flex-dpu-hour"));
  }

  @Test
  void peopleAreToldWhoseWorkersAndWhosePrices() {
    Result text = plan("--estimate");
    assertEquals(0, text.code(), text::err);
    for (String part :
        List.of(
            "20 x G.2X",
            "not looked at: there is no function nothing-here",
            "estimates for environment prod, by prices of us-east-1",
            "those of eu-central-1 may differ: --prices FILE brings them")) {
      assertTrue(text.out().contains(part), part + " in\n" + text.out());
    }
  }

  @Test
  void anEnvironmentThatIsNotThereOrNotAskedForIsRefused() {
    Result none = plan("--estimate", "--env", "nothing");
    assertEquals(2, none.code());
    assertTrue(none.err().contains("there is no environment 'nothing'"), none.err());
    Result plain = plan("--env", "prod");
    assertEquals(2, plain.code());
    assertTrue(plain.err().contains("--estimate"), plain.err());
  }
}
