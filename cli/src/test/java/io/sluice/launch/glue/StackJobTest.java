package io.sluice.launch.glue;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sluice.launch.LaunchOrder;
import io.sluice.launch.LaunchOrder.Part;
import io.sluice.launch.profile.Profile;
import io.sluice.launch.profile.Profiles;
import io.sluice.spec.SpecReader;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.glue.model.CreateJobRequest;

/** The Glue job that is made where there is no stack is the stack's. */
class StackJobTest {
  private static final Pattern ARGUMENT =
      Pattern.compile("(?m)^        (--[A-Za-z-]+): (?:!Sub )?'?([^'\\n]*)'?$");

  @Test
  void bothAreTheSame() throws Exception {
    Profile profile =
        Profiles.read(
                "environments: {x: {glue: {role: 'arn:aws:iam::123456789012:role/JobRole'}}}",
                "sluice.yaml")
            .environment("");
    Part part =
        new Part(
            "r",
            "s3://l/spec.yml",
            SpecReader.read(
                "{dataset: d, source: {path: 's3://a/b'}, target: {database: a, table: b}}", "x"),
            "s3://l/o");
    LaunchOrder order =
        new LaunchOrder(
            "r",
            "s3://${Lake}/${LakePrefix}",
            List.of(part),
            profile,
            "s3://${Artifacts}/${JarKey}",
            Duration.ofHours(2));
    CreateJobRequest made =
        new JobDefinition(order, "s3://${Artifacts}/${ScriptKey}", "${AWS::Region}").creation();

    String job = job();
    Map<String, String> arguments = new TreeMap<>();
    Matcher matcher = ARGUMENT.matcher(job);
    while (matcher.find()) {
      arguments.put(matcher.group(1), matcher.group(2));
    }
    assertEquals(arguments, new TreeMap<>(made.defaultArguments()));
    assertEquals("'" + made.glueVersion() + "'", value(job, "GlueVersion"));
    assertEquals(made.command().name(), value(job, "  Name"));
    assertEquals("!Sub '" + made.command().scriptLocation() + "'", value(job, "  ScriptLocation"));
    assertEquals(made.jobRunQueuingEnabled().toString(), value(job, "JobRunQueuingEnabled"));
    assertEquals(made.maxRetries().toString(), value(job, "MaxRetries"));
    assertEquals(made.workerTypeAsString(), fallback("WorkerType"));
    assertEquals(made.numberOfWorkers().toString(), fallback("Workers"));
    assertEquals(made.executionProperty().maxConcurrentRuns().toString(), fallback("RunsAtOnce"));
    assertEquals(made.timeout().toString(), fallback("RunMinutes"));
    // What the template has more, this test would not hold equal.
    TreeSet<String> properties = new TreeSet<>();
    Matcher names = Pattern.compile("(?m)^      ([A-Za-z]+):").matcher(job);
    while (names.find()) {
      properties.add(names.group(1));
    }
    assertEquals(
        new TreeSet<>(
            List.of(
                "Command",
                "DefaultArguments",
                "Description",
                "ExecutionProperty",
                "GlueVersion",
                "JobRunQueuingEnabled",
                "MaxRetries",
                "NumberOfWorkers",
                "Role",
                "Timeout",
                "WorkerType")),
        properties);
  }

  private static String value(String job, String name) {
    Matcher matcher = Pattern.compile("(?m)^      " + name + ": (.*)$").matcher(job);
    return matcher.find() ? matcher.group(1) : "none";
  }

  private static String fallback(String parameter) throws Exception {
    Matcher matcher =
        Pattern.compile("(?s)\\n  " + parameter + ":\\n.*?Default: ([^\\n]*)\\n")
            .matcher(template());
    return matcher.find() ? matcher.group(1) : "none";
  }

  private static String job() throws Exception {
    String text = template();
    int begin = text.indexOf("\n  Job:\n");
    return text.substring(begin, text.indexOf("\n\n", begin));
  }

  private static String template() throws Exception {
    try (InputStream in =
        StackJobTest.class.getResourceAsStream("/io/sluice/deploy/template.yaml")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
