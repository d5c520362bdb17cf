package io.sluice.launch.serverless;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.launch.LaunchClock;
import io.sluice.launch.LaunchOrder;
import io.sluice.launch.LaunchOrder.Part;
import io.sluice.launch.profile.Profile;
import io.sluice.launch.profile.Profiles;
import io.sluice.spec.SpecReader;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.emrserverless.model.CreateApplicationRequest;
import software.amazon.awssdk.services.emrserverless.model.StartJobRunRequest;

/** What the flow asks of EMR Serverless is what a launch asks of it. */
class StackRunTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String RUN = "RUN";
  private static final String LAKE = "s3://lake";
  private static final String RUN_OF_BATCH = "$.closed.batch.run_id";

  /** A launch of what the state machine knows by these names. */
  private static LaunchOrder order() {
    Profile profile =
        Profiles.read(
                "environments: {x: {emr_serverless: {role: 'arn:aws:iam::123456789012:role/R'}}}",
                "sluice.yaml")
            .environment("");
    Part part =
        new Part(
            RUN_OF_BATCH,
            "$.closed.batch.spec",
            SpecReader.read(
                "{dataset: d, source: {path: 's3://a/b'}, target: {database: a, table: b}}", "x"),
            "$.closed.batch.outcome");
    return new LaunchOrder(RUN, LAKE, List.of(part), profile, "${Jar}", Duration.ofHours(12));
  }

  @Test
  void theRunsAreTheSame() throws Exception {
    StartJobRunRequest asked = RunRequest.of(order(), "${Application}", 1, "${Region}");
    JsonNode machine = JSON.readTree(resource("state-machine.asl.json").replace("${Lake}", LAKE));
    JsonNode task = machine.findValue("Ingest on EMR Serverless");
    JsonNode run = task.path("Parameters");

    assertEquals(asked.applicationId(), run.path("ApplicationId").asText());
    assertEquals(
        "States.Format('" + asked.name().replace(RUN, "{}") + "', " + RUN_OF_BATCH + ")",
        run.path("Name.$").asText());
    Map<String, String> tags = new TreeMap<>();
    asked
        .tags()
        .forEach(
            (name, value) ->
                tags.put(
                    value.equals(RUN) ? name + ".$" : name,
                    value.equals(RUN) ? RUN_OF_BATCH : value));
    assertEquals(JSON.valueToTree(tags), run.path("Tags"));
    assertEquals(
        asked
            .configurationOverrides()
            .monitoringConfiguration()
            .s3MonitoringConfiguration()
            .logUri(),
        run.at("/ConfigurationOverrides/MonitoringConfiguration/S3MonitoringConfiguration/LogUri")
            .asText());
    // Of the service itself, which has one attempt where nothing is said.
    assertEquals(1, asked.retryPolicy().maxAttempts());

    JsonNode spark = run.at("/JobDriver/SparkSubmit");
    assertEquals(asked.jobDriver().sparkSubmit().entryPoint(), spark.path("EntryPoint").asText());
    assertEquals(
        arguments(asked.jobDriver().sparkSubmit().entryPointArguments()),
        spark.path("EntryPointArguments.$").asText());
    // What limits a large batch is the application's capacity.
    assertEquals(
        asked
            .jobDriver()
            .sparkSubmit()
            .sparkSubmitParameters()
            .replace(" --conf spark.dynamicAllocation.maxExecutors=10", ""),
        spark.path("SparkSubmitParameters").asText());

    // The service ends a run before the task gives it up, and the task before the machine does.
    assertEquals(asked.executionTimeoutMinutes(), run.path("ExecutionTimeoutMinutes").asLong());
    int seconds = task.path("TimeoutSeconds").asInt();
    assertTrue(Duration.ofMinutes(asked.executionTimeoutMinutes()).toSeconds() < seconds);
    assertTrue(seconds < machine.path("TimeoutSeconds").asInt());

    // What the machine says besides, this test would not hold equal.
    assertEquals(
        List.of(
            "ApplicationId",
            "ConfigurationOverrides",
            "ExecutionRoleArn",
            "ExecutionTimeoutMinutes",
            "JobDriver",
            "Name.$",
            "Tags"),
        names(run));
    assertEquals("${JobRole}", run.path("ExecutionRoleArn").asText());
  }

  /** As the machine makes them of what it knows; it names the batch's files besides. */
  private static String arguments(List<String> asked) {
    List<String> words = new ArrayList<>(asked);
    words.addAll(words.indexOf("--outcome"), List.of("--files", "$.planned.plan.files"));
    words.replaceAll(word -> word.startsWith("$.") ? word : "'" + word + "'");
    return "States.Array(" + String.join(", ", words) + ")";
  }

  @Test
  void theApplicationsAreTheSame() throws Exception {
    CreateApplicationRequest made =
        new Applications(null, LaunchClock.OF_MACHINE).request(order(), "name");
    Map<String, String> stacks = application();
    assertEquals(made.type(), stacks.get("Type"));
    assertEquals(made.releaseLabel(), stacks.get("ReleaseLabel"));
    assertEquals(made.architectureAsString(), stacks.get("Architecture"));
    assertEquals(
        "{Enabled: " + made.autoStartConfiguration().enabled() + "}",
        stacks.get("AutoStartConfiguration"));
    // The stack's stops sooner: before it has, the stack cannot be removed.
    assertEquals(
        "{Enabled: " + made.autoStopConfiguration().enabled() + ", IdleTimeoutMinutes: 5}",
        stacks.get("AutoStopConfiguration"));
    // Its capacity is a parameter of the stack.
    assertEquals(
        new TreeSet<>(
            List.of(
                "Architecture",
                "AutoStartConfiguration",
                "AutoStopConfiguration",
                "MaximumCapacity",
                "Name",
                "ReleaseLabel",
                "Type")),
        stacks.keySet());
  }

  private static Map<String, String> application() throws Exception {
    String text = resource("template.yaml");
    int begin = text.indexOf("\n  Application:\n");
    Matcher properties =
        Pattern.compile("(?m)^      ([A-Za-z]+): ?(.*)$")
            .matcher(text.substring(begin, text.indexOf("\n\n", begin)));
    Map<String, String> found = new TreeMap<>();
    while (properties.find()) {
      found.put(properties.group(1), properties.group(2));
    }
    return found;
  }

  private static List<String> names(JsonNode object) {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    names.sort(null);
    return names;
  }

  private static String resource(String name) throws Exception {
    try (InputStream in = StackRunTest.class.getResourceAsStream("/io/sluice/deploy/" + name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
