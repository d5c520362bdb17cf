package io.sluice.deploy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.Capability;
import software.amazon.awssdk.services.cloudformation.model.ChangeSetStatus;
import software.amazon.awssdk.services.cloudformation.model.ChangeSetType;
import software.amazon.awssdk.services.cloudformation.model.CloudFormationException;
import software.amazon.awssdk.services.cloudformation.model.CreateChangeSetRequest;
import software.amazon.awssdk.services.cloudformation.model.DescribeChangeSetResponse;
import software.amazon.awssdk.services.cloudformation.model.Output;
import software.amazon.awssdk.services.cloudformation.model.Parameter;
import software.amazon.awssdk.services.cloudformation.model.StackEvent;
import software.amazon.awssdk.services.cloudformation.model.StackStatus;

/** One stack, and what CloudFormation is asked about it. */
final class Stack {
  private static final Duration PAUSE = Duration.ofSeconds(2);
  private static final Duration LONGEST = Duration.ofMinutes(60);

  private final CloudFormationClient client;
  private final String name;
  private final DeployProgress progress;
  private final Pause pause;

  /** Waits between two questions. */
  interface Pause {
    void pause(Duration time);
  }

  Stack(CloudFormationClient client, String name, DeployProgress progress, Pause pause) {
    this.client = client;
    this.name = name;
    this.progress = progress;
    this.pause = pause;
  }

  Optional<software.amazon.awssdk.services.cloudformation.model.Stack> find() {
    try {
      return client.describeStacks(b -> b.stackName(name)).stacks().stream()
          .filter(stack -> stack.stackStatus() != StackStatus.DELETE_COMPLETE)
          .findFirst();
    } catch (CloudFormationException e) {
      if (String.valueOf(e.awsErrorDetails().errorMessage()).contains("does not exist")) {
        return Optional.empty();
      }
      throw e;
    }
  }

  Map<String, String> outputs() {
    return find().stream()
        .flatMap(stack -> stack.outputs().stream())
        .collect(Collectors.toMap(Output::outputKey, Output::outputValue));
  }

  /** The names that CloudFormation gave to what the stack has, by the template's names. */
  Map<String, String> resources() {
    Map<String, String> resources = new HashMap<>();
    if (find().isEmpty()) {
      return resources;
    }
    client
        .listStackResourcesPaginator(b -> b.stackName(name))
        .stackResourceSummaries()
        .forEach(
            each -> {
              if (each.physicalResourceId() != null) {
                resources.put(each.logicalResourceId(), each.physicalResourceId());
              }
            });
    return resources;
  }

  Set<String> parameters() {
    return find().stream()
        .flatMap(stack -> stack.parameters().stream())
        .map(Parameter::parameterKey)
        .collect(Collectors.toSet());
  }

  /**
   * Makes the stack what a template says.
   *
   * @param template its body, or its URL if it is one
   * @return false if there was nothing to change
   */
  boolean change(String template, List<Parameter> parameters) {
    ChangeSetType type =
        find()
            .filter(stack -> stack.stackStatus() != StackStatus.REVIEW_IN_PROGRESS)
            .map(stack -> ChangeSetType.UPDATE)
            .orElse(ChangeSetType.CREATE);
    String set = "sluice-" + System.currentTimeMillis();
    CreateChangeSetRequest.Builder request =
        CreateChangeSetRequest.builder()
            .stackName(name)
            .changeSetName(set)
            .changeSetType(type)
            .capabilities(Capability.CAPABILITY_IAM)
            .parameters(parameters);
    if (template.startsWith("https://") || template.startsWith("http://")) {
      request.templateURL(template);
    } else {
      request.templateBody(template);
    }
    Set<String> before = eventIds();
    client.createChangeSet(request.build());
    DescribeChangeSetResponse made = awaitChangeSet(set);
    if (made.status() == ChangeSetStatus.FAILED) {
      client.deleteChangeSet(b -> b.stackName(name).changeSetName(set));
      String reason = String.valueOf(made.statusReason());
      if (reason.contains("didn't contain changes") || reason.contains("No updates")) {
        return false;
      }
      throw new DeployException(
          "CloudFormation refuses the change of stack " + name + ": " + reason);
    }
    client.executeChangeSet(b -> b.stackName(name).changeSetName(set));
    await(type == ChangeSetType.CREATE ? "CREATE_COMPLETE" : "UPDATE_COMPLETE", before);
    return true;
  }

  /** Removes the stack and waits for it. */
  void delete() {
    Set<String> before = eventIds();
    client.deleteStack(b -> b.stackName(name));
    await("DELETE_COMPLETE", before);
  }

  private DescribeChangeSetResponse awaitChangeSet(String set) {
    long deadline = System.nanoTime() + LONGEST.toNanos();
    while (true) {
      DescribeChangeSetResponse made =
          client.describeChangeSet(b -> b.stackName(name).changeSetName(set));
      if (made.status() == ChangeSetStatus.CREATE_COMPLETE
          || made.status() == ChangeSetStatus.FAILED) {
        return made;
      }
      pause(deadline);
    }
  }

  /** Waits for the end of what was begun, and tells the events that were not there before. */
  private void await(String wanted, Set<String> seen) {
    long deadline = System.nanoTime() + LONGEST.toNanos();
    List<String> failures = new ArrayList<>();
    while (true) {
      Optional<software.amazon.awssdk.services.cloudformation.model.Stack> stack = find();
      tell(seen, failures);
      String status = stack.map(s -> s.stackStatusAsString()).orElse("DELETE_COMPLETE");
      if (status.equals(wanted)) {
        return;
      }
      if (!status.endsWith("_IN_PROGRESS")) {
        throw new DeployException(
            "stack " + name + " ended in " + status + ":\n  " + String.join("\n  ", failures));
      }
      pause(deadline);
    }
  }

  private void tell(Set<String> seen, List<String> failures) {
    List<StackEvent> events = new ArrayList<>(events());
    // The newest come first.
    Collections.reverse(events);
    for (StackEvent event : events) {
      if (!seen.add(event.eventId())) {
        continue;
      }
      String status = String.valueOf(event.resourceStatusAsString());
      if (status.endsWith("_FAILED")) {
        failures.add(event.logicalResourceId() + ": " + event.resourceStatusReason());
      }
      if (!status.endsWith("_IN_PROGRESS")) {
        progress.say(
            status.toLowerCase(Locale.ROOT).replace('_', ' ') + ": " + event.logicalResourceId());
      }
    }
  }

  private Set<String> eventIds() {
    return events().stream()
        .map(StackEvent::eventId)
        .collect(Collectors.toCollection(HashSet::new));
  }

  private List<StackEvent> events() {
    try {
      return client.describeStackEventsPaginator(b -> b.stackName(name)).stackEvents().stream()
          .toList();
    } catch (CloudFormationException e) {
      // A stack that is gone has no events under its name.
      return List.of();
    }
  }

  private void pause(long deadline) {
    if (System.nanoTime() > deadline) {
      throw new DeployException(
          "stack " + name + " is not ready after an hour; it goes on in CloudFormation");
    }
    pause.pause(PAUSE);
  }
}
