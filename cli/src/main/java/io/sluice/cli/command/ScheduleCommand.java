package io.sluice.cli.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.sluice.aws.AwsClients;
import io.sluice.cli.error.UsageException;
import io.sluice.cli.render.TextTable;
import io.sluice.deploy.DeployedStack;
import io.sluice.launch.schedule.ScheduledRun;
import io.sluice.launch.schedule.Schedules;
import io.sluice.launch.schedule.Times;
import io.sluice.spec.lake.LakeLocation;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.scheduler.SchedulerClient;

/** Runs at certain times. */
@Command(
    name = "schedule",
    header = "Run the stack's Glue job at certain times.",
    description = {
      "By EventBridge Scheduler, which starts the job for a dataset: all files of its source that"
          + " are new. Times are those of a time zone, daylight saving included. Should a start"
          + " happen twice, nothing is ingested twice.",
      ""
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./sluice schedule add orders --at 02:30 --zone Europe/Berlin",
      "  ./sluice schedule add orders --at 'cron(0 8-18 ? * MON-FRI *)' --name orders-by-day",
      "  ./sluice schedule list",
      "  ./sluice schedule pause orders"
    })
final class ScheduleCommand implements Runnable {
  @Spec private CommandSpec spec;

  /** The command with those below it. */
  static CommandLine withSubcommands(Sluice root) {
    return new CommandLine(new ScheduleCommand())
        .addSubcommand(new Add())
        .addSubcommand(new ListThem(root))
        .addSubcommand("pause", new Pause(true))
        .addSubcommand("resume", new Pause(false))
        .addSubcommand(new Remove());
  }

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "say what: add, list, pause, resume or remove");
  }

  private static SchedulerClient client(StackOption stack) {
    return AwsClients.configured(SchedulerClient.builder(), stack.settings()).build();
  }

  /** Makes one. */
  @Command(
      name = "add",
      header = "Make a schedule, or change the one of that name.",
      description = {
        "DATASET is the name of a spec in the lake's _sluice/specs, or the s3:// place of one.",
        ""
      })
  static final class Add implements Callable<Integer> {
    @Parameters(paramLabel = "DATASET", description = "What is to be ingested.")
    private String dataset;

    @Option(
        names = "--at",
        paramLabel = "TIME",
        required = true,
        description =
            "When: 02:30 (every day), cron(MIN HOUR DAY MONTH WEEKDAY YEAR), rate(6 hours), or"
                + " at(2026-12-24T18:00:00).")
    private String at;

    @Option(
        names = "--zone",
        paramLabel = "ZONE",
        description = "The time zone, such as Europe/Berlin (default: ${DEFAULT-VALUE}).")
    private String zone = "UTC";

    @Option(
        names = "--name",
        paramLabel = "NAME",
        description = "The schedule's name (default: the dataset's).")
    private String name;

    @Option(names = "--paused", description = "Make it paused: it waits until it is resumed.")
    private boolean paused;

    @Mixin private StackOption ofStack;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() {
      Times times = Times.parse(at, zone);
      DeployedStack stack = DeployedStack.find(ofStack.settings(), ofStack.name());
      String lake = stack.outputs().get("LakeLocation");
      String role = stack.outputs().get("ScheduleRoleArn");
      if (role == null) {
        throw new UsageException(
            "stack "
                + stack.name()
                + " was made by an earlier version and has no role for schedules: deploy it again");
      }
      String place = dataset.startsWith("s3://") ? dataset : new LakeLocation(lake).spec(dataset);
      requireSpec(place);
      String called =
          name != null
              ? name
              : place.substring(place.lastIndexOf('/') + 1).replaceFirst("\\.[a-z]+$", "");
      ScheduledRun run =
          new ScheduledRun(called, times, stack.outputs().get("JobName"), place, lake, paused);
      try (SchedulerClient client = client(ofStack)) {
        new Schedules(client, ofStack.name()).put(run, role, deadLetters(stack));
      }
      PrintWriter out = spec.commandLine().getOut();
      out.println(
          called
              + ": "
              + times.expression()
              + " in "
              + times.zone()
              + (paused ? ", paused" : "")
              + ", ingests "
              + place);
      times.changes(Instant.now()).forEach(line -> out.println("  " + line));
      out.flush();
      return ExitCodes.DONE;
    }

    private void requireSpec(String place) {
      String[] parts = place.substring("s3://".length()).split("/", 2);
      try {
        AwsClients.s3(ofStack.settings())
            .headObject(b -> b.bucket(parts[0]).key(parts.length < 2 ? "" : parts[1]));
      } catch (NoSuchKeyException e) {
        throw new UsageException(
            "there is no spec at " + place + ": put it there, or name its s3:// place");
      }
    }

    /** The queue's ARN; its URL ends with account and name. */
    private static String deadLetters(DeployedStack stack) {
      String url = stack.outputs().get("DeadLettersQueue");
      String partition = stack.arn().split(":", -1)[1];
      return "arn:"
          + partition
          + ":sqs:"
          + stack.region()
          + ":"
          + stack.account()
          + ":"
          + url.substring(url.lastIndexOf('/') + 1);
    }
  }

  /** Lists them. */
  @Command(name = "list", header = "List the stack's schedules.")
  static final class ListThem implements Callable<Integer> {
    @Mixin private StackOption ofStack;

    @Mixin private ResultOutput output;

    private final Sluice root;

    ListThem(Sluice root) {
      this.root = root;
    }

    @Override
    public Integer call() {
      List<ScheduledRun> all;
      try (SchedulerClient client = client(ofStack)) {
        all = new Schedules(client, ofStack.name()).list();
      }
      PrintWriter out = output.out();
      if (output.isJson()) {
        ArrayNode rows = JsonNodeFactory.instance.arrayNode();
        for (ScheduledRun each : all) {
          rows.addObject()
              .put("name", each.name())
              .put("expression", each.times().expression())
              .put("zone", each.times().zone().getId())
              .put("paused", each.paused())
              .put("job", each.job())
              .put("spec", each.spec());
        }
        out.println(rows.toPrettyString());
      } else {
        TextTable table = new TextTable().left("name", "when", "zone", "state", "spec");
        for (ScheduledRun each : all) {
          table.row(
              each.name(),
              each.times().expression(),
              each.times().zone().getId(),
              each.paused() ? "paused" : "on",
              each.spec());
        }
        table.print(out, root.surroundings().terminal());
      }
      out.flush();
      return ExitCodes.DONE;
    }
  }

  /** Holds one back, or lets it go on. */
  @Command(header = "Pause a schedule, or resume it.")
  static final class Pause implements Callable<Integer> {
    @Parameters(paramLabel = "NAME", description = "The schedule's name.")
    private String name;

    @Mixin private StackOption ofStack;

    private final boolean paused;

    Pause(boolean paused) {
      this.paused = paused;
    }

    @Override
    public Integer call() {
      try (SchedulerClient client = client(ofStack)) {
        new Schedules(client, ofStack.name()).pause(name, paused);
      }
      return ExitCodes.DONE;
    }
  }

  /** Removes one. */
  @Command(name = "remove", header = "Remove a schedule.")
  static final class Remove implements Callable<Integer> {
    @Parameters(paramLabel = "NAME", description = "The schedule's name.")
    private String name;

    @Mixin private StackOption ofStack;

    @Override
    public Integer call() {
      try (SchedulerClient client = client(ofStack)) {
        new Schedules(client, ofStack.name()).remove(name);
      }
      return ExitCodes.DONE;
    }
  }
}
