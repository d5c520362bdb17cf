package io.sluice.cli.command;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.aws.AwsSettings;
import io.sluice.cli.cloud.RunSources;
import io.sluice.cli.error.UsageException;
import io.sluice.deploy.DeployException;
import io.sluice.deploy.DeployedStack;
import io.sluice.launch.logs.LogLine;
import io.sluice.launch.logs.LogQuery;
import io.sluice.launch.logs.LogSource;
import io.sluice.launch.logs.RunLogs;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import software.amazon.awssdk.core.exception.SdkException;

/** Shows the logs of a run. */
@Command(
    name = "logs",
    header = "Show the logs of a run on AWS, beginning with what went wrong first.",
    description = {
      "Joins by time what the job's driver and executors, the functions and the state machine wrote"
          + " of a run, from CloudWatch, S3 and Step Functions, and what a launched run left where"
          + " its service keeps logs. RUN is the run's id, as messages, 'sluice runs' and 'sluice"
          + " status' name it.",
      ""
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./sluice logs orders-20261129T120000",
      "  ./sluice logs orders-20261129T120000 --lines 1000 --since 7d",
      "  ./sluice logs orders-20261129T101500-4f2a11 --lake s3://bucket/lake",
      "  ./sluice logs nightly-1 --at s3://my-logs/applications/00f/jobs/00g/"
    })
final class LogsCommand implements Callable<Integer> {
  @Parameters(paramLabel = "RUN", description = "The run's id.")
  private String run;

  @Mixin private StackOption stack;

  @Option(
      names = "--at",
      paramLabel = "PLACE",
      description =
          "Where else its logs lie: s3://bucket/prefix, cloudwatch:GROUP:STREAM, or a file; may be"
              + " given several times.")
  private List<String> places = new ArrayList<>();

  @Option(
      names = "--since",
      paramLabel = "TIME",
      description = "How far back to look: 30m, 2h, 7d (default: ${DEFAULT-VALUE}).")
  private String since = "3d";

  @Option(
      names = "--lines",
      paramLabel = "N",
      description = "How many of the last lines of each log (default: ${DEFAULT-VALUE}).")
  private int lines = 100;

  @Option(
      names = "--env",
      paramLabel = "NAME",
      description = "The environment of sluice.yaml whose lake knows a launched run.")
  private String environment = "";

  @Mixin private ResultOutput output;

  private final Sluice root;

  LogsCommand(Sluice root) {
    this.root = root;
  }

  @Override
  public Integer call() {
    if (lines < 1) {
      throw new UsageException("--lines is " + lines + ": give a number from 1 on");
    }
    Duration back = Durations.parse("--since", since);
    AwsSettings settings = stack.settings();
    // A clock that goes after should not hide the last lines.
    Instant now = Instant.now().plus(Duration.ofMinutes(5));
    LogQuery query = new LogQuery(run, now.minus(back), now, lines);
    RunLogs logs = read(settings, query);
    if (output.isJson()) {
      output.out().println(json(logs).toPrettyString());
    } else {
      text(logs, output.out(), output.err());
    }
    output.out().flush();
    if (logs.lines().isEmpty()) {
      output.err().println("no line of run " + run + ": look further back with --since");
      output.err().flush();
      return ExitCodes.FAILED;
    }
    return ExitCodes.DONE;
  }

  private RunLogs read(AwsSettings settings, LogQuery query) {
    Optional<DeployedStack> found = Optional.empty();
    RuntimeException unasked = null;
    try {
      found = DeployedStack.look(settings, stack.name());
    } catch (DeployException | SdkException e) {
      // What ran on this machine, or lies at a place that was named, needs no stack.
      unasked = e;
    }
    String lake = found.map(each -> each.outputs().getOrDefault("LakeLocation", "")).orElse("");
    try (RunSources where = new RunSources(settings);
        LaunchedRun launched = LaunchedRun.find(root, environment, settings.region(), lake, run)) {
      List<LogSource> sources = new ArrayList<>();
      places.forEach(place -> sources.add(where.at(place)));
      sources.addAll(launched.sources());
      launched.note().ifPresent(this::note);
      found.ifPresent(each -> addNew(where.ofStack(each, run), sources));
      if (sources.isEmpty()) {
        throw unasked != null ? unasked : nowhere();
      }
      if (unasked != null) {
        note("stack " + stack.name() + " is not asked: " + unasked.getMessage());
      }
      return RunLogs.read(sources, query);
    }
  }

  private UsageException nowhere() {
    return new UsageException(
        "there is no stack "
            + stack.name()
            + ", and no launch "
            + run
            + " is known: name the stack with --stack and --region, the lake with --lake, or the"
            + " logs' place with --at");
  }

  /** Without those that are there already: a launch names the streams of its Glue run, too. */
  private static void addNew(List<LogSource> more, List<LogSource> sources) {
    Set<String> names = sources.stream().map(LogSource::name).collect(Collectors.toSet());
    more.stream().filter(each -> !names.contains(each.name())).forEach(sources::add);
  }

  private void note(String text) {
    output.err().println("note: " + text);
    output.err().flush();
  }

  private static void text(RunLogs logs, PrintWriter out, PrintWriter err) {
    logs.cause()
        .ifPresent(
            cause -> {
              out.println("first cause, " + cause.line().at() + ", " + cause.line().source() + ":");
              out.println("  " + cause.line().text());
              if (!cause.meaning().isEmpty()) {
                out.println("  " + cause.meaning());
              }
              out.println();
            });
    for (LogLine line : logs.lines()) {
      out.println(line.at() + "  " + line.source() + "  " + line.text());
    }
    logs.notes().forEach(note -> err.println("note: " + note));
    err.flush();
  }

  private ObjectNode json(RunLogs logs) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("run", run);
    logs.cause()
        .ifPresent(
            cause ->
                json.putObject("cause")
                    .put("at", cause.line().at().toString())
                    .put("source", cause.line().source())
                    .put("text", cause.line().text())
                    .put("meaning", cause.meaning()));
    json.putArray("lines");
    for (LogLine line : logs.lines()) {
      json.withArray("lines")
          .addObject()
          .put("at", line.at().toString())
          .put("source", line.source())
          .put("text", line.text());
    }
    json.putArray("notes");
    logs.notes().forEach(json.withArray("notes")::add);
    return json;
  }
}
