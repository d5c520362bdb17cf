package io.sluice.cli.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import io.sluice.cli.cloud.RunSources;
import io.sluice.deploy.policy.Policies;
import io.sluice.localaws.testing.RecordedCalls;
import io.sluice.spec.MainClasses;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Who launches may do what the code of each way calls, no more and no less: found in the compiled
 * classes. That it is enough, the launches of flow-tests show, whose launcher has nothing else.
 */
class LaunchPoliciesTest {
  private static final Pattern CLIENT =
      Pattern.compile("software\\.amazon\\.awssdk\\.services\\.(\\w+)\\.\\w+Client");

  /** A role that is named, and tags that are set, are rights of their own. */
  @ParameterizedTest
  @CsvSource({
    "launch-glue, glue, iam:PassRole glue:TagResource",
    "launch-emr, emr, iam:PassRole elasticmapreduce:AddTags",
    "launch-emr-serverless, serverless, iam:PassRole emr-serverless:TagResource",
    "launch-batch, batch, iam:PassRole batch:TagResource",
    "launch-lambda, function, ''"
  })
  void aWaysPolicyIsWhatItsCodeCalls(String target, String folder, String besides) {
    SortedSet<String> called =
        called(MainClasses.of("io.sluice.launch." + folder, "io.sluice.launch.network"));
    if (!besides.isEmpty()) {
      called.addAll(List.of(besides.split(" ", -1)));
    }
    SortedSet<String> declared = new TreeSet<>();
    declared.addAll(Policies.actions(target));
    assertTrue(declared.containsAll(Policies.actions("launch-local")), declared.toString());
    declared.removeAll(Policies.actions("launch-local"));
    assertEquals(called, declared);
  }

  @Test
  void whoReadsLogsMayAskWhereTheyAre() {
    SortedSet<String> called = called(MainClasses.of("io.sluice.launch.logs"));
    called.addAll(called(List.of(MainClasses.of("io.sluice.cli.cloud").get(RunSources.class))));
    // How the stack is found.
    called.addAll(List.of("cloudformation:DescribeStacks", "cloudformation:ListStackResources"));
    assertEquals(called, Policies.actions("logs"));
  }

  @Test
  void whoSendsAgainMayDoWhatItsCodeCalls() {
    SortedSet<String> called = called(MainClasses.of("io.sluice.cli.redrive"));
    // How the stack and its lake are found, what the inbox and the ledger are asked for and told,
    // and that a run is started with its role and its tags.
    called.addAll(
        List.of(
            "cloudformation:DescribeStacks",
            "cloudformation:ListStackResources",
            "dynamodb:BatchGetItem",
            "dynamodb:GetItem",
            "dynamodb:Query",
            "dynamodb:UpdateItem",
            "emr-serverless:TagResource",
            "iam:PassRole",
            "s3:GetObject",
            "s3:ListBucket"));
    assertEquals(called, Policies.actions("redrive"));
  }

  @Test
  void whoWorksOnALakeMayDoWhatItsCodeCalls() {
    SortedSet<String> called =
        called(
            MainClasses.of(
                "io.sluice.aws.arrival",
                "io.sluice.aws.dynamo",
                "io.sluice.aws.glue",
                "io.sluice.aws.lake",
                "io.sluice.aws.s3"));
    // A condition within a transaction, what Glue asks for the job, and the backups of a new
    // ledger.
    called.addAll(
        List.of(
            "dynamodb:ConditionCheckItem",
            "s3:GetBucketLocation",
            "dynamodb:UpdateContinuousBackups"));
    assertEquals(called, Policies.actions("cli"));
  }

  @Test
  void whoLaunchesAnywhereMayLaunchEverywhere() {
    Policies.targets().stream()
        .filter(target -> target.startsWith("launch-"))
        .forEach(
            target ->
                assertTrue(
                    Policies.actions("launch").containsAll(Policies.actions(target)), target));
  }

  private static SortedSet<String> called(Iterable<JavaClass> classes) {
    SortedSet<String> actions = new TreeSet<>();
    classes.forEach(
        each ->
            each.getMethodCallsFromSelf()
                .forEach(
                    call ->
                        actions.addAll(
                            actions(
                                call.getTargetOwner().getFullName(), call.getTarget().getName()))));
    return actions;
  }

  private static List<String> actions(String owner, String method) {
    Matcher client = CLIENT.matcher(owner);
    if (!client.matches() || method.matches("close|builder|create|utilities|waiter")) {
      return List.of();
    }
    String operation = method.replaceFirst("Paginator$|AsBytes$", "");
    return RecordedCalls.actionsOf(
        client.group(1), Character.toUpperCase(operation.charAt(0)) + operation.substring(1));
  }
}
