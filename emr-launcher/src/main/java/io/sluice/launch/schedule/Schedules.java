package io.sluice.launch.schedule;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.launch.JobArguments;
import io.sluice.launch.LaunchException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.arns.Arn;
import software.amazon.awssdk.services.scheduler.SchedulerClient;
import software.amazon.awssdk.services.scheduler.model.ConflictException;
import software.amazon.awssdk.services.scheduler.model.FlexibleTimeWindow;
import software.amazon.awssdk.services.scheduler.model.FlexibleTimeWindowMode;
import software.amazon.awssdk.services.scheduler.model.GetScheduleResponse;
import software.amazon.awssdk.services.scheduler.model.ResourceNotFoundException;
import software.amazon.awssdk.services.scheduler.model.ScheduleState;
import software.amazon.awssdk.services.scheduler.model.Tag;
import software.amazon.awssdk.services.scheduler.model.Target;

/**
 * The schedules of a stack, a group of its own in EventBridge Scheduler. Each starts the Glue job
 * for one spec. A start that is doubled or comes late is harmless: the ledger gives each file to
 * one run.
 */
public final class Schedules {
  /** The API call that the scheduler makes; it needs no function in between. */
  private static final String START = ":scheduler:::aws-sdk:glue:startJobRun";

  private static final String NAME = "[0-9a-zA-Z-_.]{1,64}";
  private static final ObjectMapper JSON = new ObjectMapper();

  /** A start that does not succeed is tried for an hour; the next one takes the files, too. */
  private static final int ATTEMPTS = 5;

  private static final int SECONDS = 3600;

  private final SchedulerClient client;
  private final String group;

  /**
   * Of a stack.
   *
   * @param client not closed here
   * @param group the stack's name
   */
  public Schedules(SchedulerClient client, String group) {
    this.client = client;
    this.group = group;
  }

  /**
   * Makes one, or changes the one of that name.
   *
   * @param role whom the scheduler acts as: the stack's output {@code ScheduleRoleArn}
   * @param deadLetters the ARN of the queue for starts that never succeeded; empty: none
   * @throws LaunchException if it cannot be made; the message says why
   */
  public void put(ScheduledRun run, String role, String deadLetters) {
    if (!run.name().matches(NAME)) {
      throw new LaunchException(
          "'" + run.name() + "' is not a name: use up to 64 letters, digits and - _ .");
    }
    makeGroup();
    Target target = target(run, role, deadLetters);
    try {
      client.createSchedule(
          b ->
              b.groupName(group)
                  .name(run.name())
                  .scheduleExpression(run.times().expression())
                  .scheduleExpressionTimezone(run.times().zone().getId())
                  .flexibleTimeWindow(exactly())
                  .state(state(run.paused()))
                  .target(target));
    } catch (ConflictException there) {
      update(run.name(), run.times(), target, run.paused());
    }
  }

  /** All of the group, by name. */
  public List<ScheduledRun> list() {
    List<ScheduledRun> all = new ArrayList<>();
    try {
      client
          .listSchedulesPaginator(b -> b.groupName(group))
          .schedules()
          .forEach(each -> all.add(run(find(each.name()))));
    } catch (ResourceNotFoundException noGroup) {
      return List.of();
    }
    return all;
  }

  /**
   * Holds it back, or lets it go on. Runs that were missed meanwhile are not made up for: the next
   * one takes all files.
   *
   * @throws LaunchException if there is none of that name
   */
  public void pause(String name, boolean paused) {
    GetScheduleResponse found = find(name);
    update(name, times(found), found.target(), paused);
  }

  /**
   * Removes it.
   *
   * @throws LaunchException if there is none of that name
   */
  public void remove(String name) {
    find(name);
    client.deleteSchedule(b -> b.groupName(group).name(name));
  }

  private void update(String name, Times times, Target target, boolean paused) {
    // An update replaces everything: what is left out is gone.
    client.updateSchedule(
        b ->
            b.groupName(group)
                .name(name)
                .scheduleExpression(times.expression())
                .scheduleExpressionTimezone(times.zone().getId())
                .flexibleTimeWindow(exactly())
                .state(state(paused))
                .target(target));
  }

  private GetScheduleResponse find(String name) {
    try {
      return client.getSchedule(b -> b.groupName(group).name(name));
    } catch (ResourceNotFoundException e) {
      throw new LaunchException(
          "there is no schedule '" + name + "' of stack " + group + ": 'sluice schedule list'", e);
    }
  }

  private void makeGroup() {
    try {
      Tag tag = Tag.builder().key("sluice").value(group).build();
      client.createScheduleGroup(b -> b.name(group).tags(List.of(tag)));
    } catch (ConflictException there) {
      // Made by an earlier schedule.
    }
  }

  private static Target target(ScheduledRun run, String role, String deadLetters) {
    ObjectNode input = JSON.createObjectNode();
    input.put("JobName", run.job());
    input
        .putObject("Arguments")
        .put(JobArguments.SPEC, run.spec())
        .put(JobArguments.LAKE, run.lake());
    Target.Builder target =
        Target.builder()
            .arn("arn:" + Arn.fromString(role).partition() + START)
            .roleArn(role)
            .input(input.toString())
            .retryPolicy(r -> r.maximumRetryAttempts(ATTEMPTS).maximumEventAgeInSeconds(SECONDS));
    if (!deadLetters.isEmpty()) {
      target.deadLetterConfig(d -> d.arn(deadLetters));
    }
    return target.build();
  }

  private static ScheduledRun run(GetScheduleResponse found) {
    JsonNode input;
    try {
      input = JSON.readTree(String.valueOf(found.target().input()));
    } catch (JsonProcessingException e) {
      // Somebody else's, in our group: shown as far as it is known.
      input = JSON.createObjectNode();
    }
    return new ScheduledRun(
        found.name(),
        times(found),
        input.path("JobName").asText(),
        input.path("Arguments").path(JobArguments.SPEC).asText(),
        input.path("Arguments").path(JobArguments.LAKE).asText(),
        found.state() == ScheduleState.DISABLED);
  }

  private static Times times(GetScheduleResponse found) {
    String zone = found.scheduleExpressionTimezone();
    return new Times(found.scheduleExpression(), ZoneId.of(zone == null ? "UTC" : zone));
  }

  private static FlexibleTimeWindow exactly() {
    return FlexibleTimeWindow.builder().mode(FlexibleTimeWindowMode.OFF).build();
  }

  private static ScheduleState state(boolean paused) {
    return paused ? ScheduleState.DISABLED : ScheduleState.ENABLED;
  }
}
