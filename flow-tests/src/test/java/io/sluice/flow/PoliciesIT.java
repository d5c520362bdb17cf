package io.sluice.flow;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.localaws.testing.LocalAwsForTests;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.iam.IamClient;

/**
 * Each role of the stack may do what was called in the tests before this one, and nothing else but
 * what is listed here with its reason.
 */
@ExtendWith(LocalAwsForTests.OfItsOwn.class)
@Order(Integer.MAX_VALUE - 1)
@DisabledIfSystemProperty(
    named = "it.test",
    matches = ".+",
    disabledReason = "it speaks of what all tests of the module called")
class PoliciesIT {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static final String RUNTIME = "Lambda's runtime calls it, the emulator's does not";
  private static final String MAPPING =
      "the event source mapping calls it, the emulator's as itself";
  private static final String LOGS = "Step Functions demands it for logs, the emulator does not";
  private static final String TRACES = "tracing calls it, the emulator does not trace";
  private static final String SYNC = "AWS demands it for .sync; the emulator polls otherwise";
  private static final String WITH_A_RUN =
      "AWS demands it of who starts a run with a role and tags; the emulator does not";
  private static final String STOPPED =
      "an execution that is stopped: it cancels its run, as MachineEdgesTest shows";
  private static final String GLUE = "Glue calls it around the job, the emulator does not";
  private static final String FOUND =
      "who may not list gets 403 instead of 404 for what is missing";
  private static final String UNSAID = "a run that was committed and died before it said so";
  private static final String UNCLOSED =
      "an execution that was stopped before it closed its batch: whether it is, is chance";
  private static final String HELPED =
      "an arrival that comes while its batch is being closed: whether one does, is chance";
  private static final String UNSTARTED = "an execution that was never started, or died";

  private static final String SCHEDULED = "Scheduler calls it, when somebody made a schedule";
  private static final String UNDONE = "a run that is undone, or that takes the place of files";

  /** Seen in the suites of aws: no table here changes, and few have partitions. */
  private static final String CHANGES = "tables that change, partitions that are corrected";

  /** Called with a function's role by the emulator, which does not use the stack's log groups. */
  private static final Set<String> OF_THE_EMULATOR = Set.of("logs:CreateLogGroup");

  /** By action, or by the template's name of the role and the action. */
  private static final Map<String, String> NEVER_CALLED_HERE =
      Map.ofEntries(
          Map.entry("logs:CreateLogStream", RUNTIME),
          Map.entry("logs:PutLogEvents", RUNTIME),
          Map.entry("logs:CreateLogGroup", GLUE),
          Map.entry("cloudwatch:PutMetricData", GLUE),
          Map.entry("xray:PutTraceSegments", TRACES),
          Map.entry("xray:PutTelemetryRecords", TRACES),
          Map.entry("xray:GetSamplingRules", TRACES),
          Map.entry("xray:GetSamplingTargets", TRACES),
          Map.entry("sqs:ReceiveMessage", MAPPING),
          Map.entry("sqs:DeleteMessage", MAPPING),
          Map.entry("sqs:GetQueueAttributes", MAPPING),
          Map.entry("logs:CreateLogDelivery", LOGS),
          Map.entry("logs:GetLogDelivery", LOGS),
          Map.entry("logs:UpdateLogDelivery", LOGS),
          Map.entry("logs:DeleteLogDelivery", LOGS),
          Map.entry("logs:ListLogDeliveries", LOGS),
          Map.entry("logs:PutResourcePolicy", LOGS),
          Map.entry("logs:DescribeResourcePolicies", LOGS),
          Map.entry("logs:DescribeLogGroups", LOGS),
          Map.entry("glue:GetJobRuns", SYNC),
          Map.entry("glue:BatchStopJobRun", SYNC),
          Map.entry("events:PutTargets", SYNC),
          Map.entry("events:PutRule", SYNC),
          Map.entry("events:DescribeRule", SYNC),
          Map.entry("iam:PassRole", WITH_A_RUN),
          Map.entry("emr-serverless:TagResource", WITH_A_RUN),
          Map.entry("emr-serverless:CancelJobRun", STOPPED),
          Map.entry("s3:GetBucketLocation", GLUE),
          Map.entry("s3:ListBucket", FOUND),
          Map.entry("OutcomeRole dynamodb:BatchGetItem", UNSAID),
          Map.entry("EndedRole dynamodb:BatchGetItem", UNSAID),
          Map.entry("ArrivalRole s3:PutObject", HELPED),
          Map.entry("EndedRole s3:PutObject", UNCLOSED),
          Map.entry("SweepRole states:StartExecution", UNSTARTED),
          Map.entry("SweepRole states:DescribeExecution", UNSTARTED),
          Map.entry("SweepRole dynamodb:BatchGetItem", UNSTARTED),
          Map.entry("SweepRole dynamodb:PutItem", UNSTARTED),
          Map.entry("SweepRole dynamodb:UpdateItem", UNSTARTED),
          Map.entry("ScheduleRole glue:StartJobRun", SCHEDULED),
          Map.entry("ScheduleRole sqs:SendMessage", SCHEDULED),
          Map.entry("glue:UpdateTable", CHANGES),
          Map.entry("glue:GetPartitions", CHANGES),
          Map.entry("glue:BatchGetPartition", CHANGES),
          Map.entry("glue:BatchCreatePartition", CHANGES),
          Map.entry("glue:BatchUpdatePartition", CHANGES),
          Map.entry("glue:BatchDeletePartition", CHANGES),
          Map.entry("SmallRole s3:AbortMultipartUpload", UNDONE),
          Map.entry("SmallRole s3:DeleteObject", UNDONE));

  @Test
  void everyRoleMayDoWhatItDoesAndNothingElse() throws Exception {
    Flow flow = Flow.flow();
    Map<String, Set<String>> called = CalledActions.byRole(flow.state().resolve("calls.jsonl"));
    Map<String, Set<String>> lacking = new TreeMap<>();
    Map<String, Set<String>> unused = new TreeMap<>();
    try (IamClient iam = Flow.client(IamClient.builder())) {
      flow.stack()
          .resources()
          .forEach(
              (name, id) -> {
                if (name.endsWith("Role")) {
                  Set<String> allowed = allowed(iam, id);
                  Set<String> did = called.getOrDefault(id, Set.of());
                  put(lacking, name, without(without(did, allowed), OF_THE_EMULATOR));
                  Set<String> idle = without(allowed, did);
                  idle.removeIf(
                      action ->
                          NEVER_CALLED_HERE.containsKey(action)
                              || NEVER_CALLED_HERE.containsKey(name + " " + action));
                  put(unused, name, idle);
                }
              });
    }
    assertAll(
        () -> assertEquals(Map.of(), lacking, "called without permission"),
        () -> assertEquals(Map.of(), unused, "permitted, and never called"));
  }

  private static void put(Map<String, Set<String>> map, String role, Set<String> actions) {
    if (!actions.isEmpty()) {
      map.put(role, actions);
    }
  }

  private static Set<String> without(Set<String> some, Set<String> others) {
    Set<String> left = new TreeSet<>(some);
    left.removeAll(others);
    return left;
  }

  private static Set<String> allowed(IamClient iam, String role) {
    Set<String> actions = new TreeSet<>();
    for (String policy : iam.listRolePolicies(b -> b.roleName(role)).policyNames()) {
      String text = iam.getRolePolicy(b -> b.roleName(role).policyName(policy)).policyDocument();
      for (JsonNode statement : document(text).path("Statement")) {
        JsonNode named = statement.path("Action");
        (named.isArray() ? named : List.of(named)).forEach(action -> actions.add(action.asText()));
      }
    }
    return actions;
  }

  private static JsonNode document(String encoded) {
    try {
      return JSON.readTree(URLDecoder.decode(encoded, StandardCharsets.UTF_8));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(encoded, e);
    }
  }
}
