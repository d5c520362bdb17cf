package io.sluice.deploy.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.JavaClasses;
import io.sluice.localaws.testing.RecordedCalls;
import io.sluice.spec.MainClasses;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The doctor may do what its code calls, no more and no less: found in the compiled classes. */
class DoctorPolicyTest {
  private static final Pattern CLIENT =
      Pattern.compile("software\\.amazon\\.awssdk\\.services\\.(\\w+)\\.\\w+Client");

  @Test
  void thePolicyIsWhatTheCodeCalls() {
    SortedSet<String> called = new TreeSet<>();
    // How it finds the stack: DeployedStack asks by Stack's.
    called.add("cloudformation:DescribeStacks");
    called.add("cloudformation:ListStackResources");
    JavaClasses classes = MainClasses.of("io.sluice.deploy.doctor");
    classes.forEach(
        each ->
            each.getMethodCallsFromSelf()
                .forEach(
                    call ->
                        add(
                            call.getTargetOwner().getFullName(),
                            call.getTarget().getName(),
                            called)));
    assertEquals(Policies.actions("doctor"), called);
  }

  private static void add(String owner, String method, SortedSet<String> called) {
    Matcher client = CLIENT.matcher(owner);
    if (!client.matches() || method.matches("close|builder|create|utilities")) {
      return;
    }
    String operation = method.replaceFirst("Paginator$|AsBytes$", "");
    called.addAll(
        RecordedCalls.actionsOf(
            client.group(1), Character.toUpperCase(operation.charAt(0)) + operation.substring(1)));
  }
}
