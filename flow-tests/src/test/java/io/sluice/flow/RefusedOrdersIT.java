package io.sluice.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.cli.command.Commands;
import io.sluice.cli.command.Surroundings;
import io.sluice.cli.terminal.Terminal;
import io.sluice.launch.LocalTarget;
import io.sluice.localaws.testing.LocalAwsForTests;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ec2.Ec2Client;

/** Orders that cannot be carried out are refused before any call that makes or starts something. */
@ExtendWith(LocalAwsForTests.OfItsOwn.class)
class RefusedOrdersIT {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"glue", "emr", "emr-serverless", "batch", "lambda"})
  void subnetsThatTheRegionDoesNotHaveAreRefused(String way) throws Exception {
    Flow flow = Flow.flow();
    String elsewhere = subnetOf(Region.EU_WEST_1);
    for (String subnet : List.of(elsewhere, "subnet-0123456789abcdef0")) {
      List<String> before = calls(flow);
      String told = launch(flow, way, subnet);
      assertTrue(told.contains(subnet) && told.contains("in us-east-1"), told);
      for (String call : calls(flow).subList(before.size(), calls(flow).size())) {
        JsonNode each = JSON.readTree(call);
        assertFalse(
            each.path("role").asText().equals(Launcher.roleName("launch-" + way))
                && !each.path("operation").asText().matches("(Describe|List|Get|Head).*"),
            call);
      }
    }
    // Others of the same region are none of its business.
    assertFalse(launch(flow, way, subnetOf(Region.US_EAST_1)).contains("in us-east-1: name"));
  }

  private static List<String> calls(Flow flow) throws Exception {
    return Files.readAllLines(flow.state().resolve("calls.jsonl"));
  }

  private static String subnetOf(Region region) {
    try (Ec2Client ec2 = Flow.client(Ec2Client.builder().region(region))) {
      return ec2.describeSubnets().subnets().get(0).subnetId();
    }
  }

  /** What it says on its error stream; the spec reads a file of this machine. */
  @SuppressWarnings("try") // Who launches is somebody else as long as it is open.
  private String launch(Flow flow, String way, String subnet) throws Exception {
    Files.writeString(
        folder.resolve("sluice.yaml"),
        "environments: {test: {region: us-east-1, stack: flow, network: {subnets: ["
            + subnet
            + "]}}}\n");
    Path spec =
        Files.writeString(
            folder.resolve("refused.yml"),
            "{dataset: refused, source: {path: /nowhere/*.csv}, target: {database: flow, table: refused}}");
    StringWriter err = new StringWriter();
    Path home = Path.of(System.getProperty("sluice.root"));
    try (Launcher launcher = Launcher.with("launch-" + way)) {
      Surroundings surroundings =
          new Surroundings(
              System.getenv(),
              home,
              folder,
              InputStream.nullInputStream(),
              Terminal.NONE,
              new LocalTarget(home, Map.of()));
      int code =
          Commands.run(
              surroundings,
              new PrintWriter(new StringWriter(), true),
              new PrintWriter(err, true),
              "launch",
              spec.toString(),
              "--on",
              way,
              "--lake",
              flow.lake());
      assertEquals(2, code, err::toString);
    }
    return err.toString();
  }
}
