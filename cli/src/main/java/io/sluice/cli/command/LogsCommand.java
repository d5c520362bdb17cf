package io.sluice.cli.command;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.aws.AwsSettings;
import io.sluice.cli.cloud.RunSources;
import io.sluice.cli.error.UsageException;
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
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows the logs of a run. */
@Command(
    name = "logs",
    header = "Show the logs of a run on AWS, and first of all what went wrong first.",
    description = {
      "Joins by time what the job's driver and executors, the functions and the state machine wrote"
          + " of a run, from CloudWatch, S3 and Step Functions. RUN is the run's id, as messages and"
          + " 'sluice runs' name it.",
      ""
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./sluice logs orders-20261129T120000",
      "  ./sluice logs orders-20261129T120000 --lines 1000 --since 7d",
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
      description = "The last so many lines of each log (default: ${DEFAULT-VALUE}).")
  private int lines = 100;

  @Mixin private ResultOutput output;

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
    RunLogs logs;
    try (RunSources where = new RunSources(settings)) {
      List<LogSource> sources = new ArrayList<>();
      places.forEach(place -> sources.add(where.at(place)));
      Optional<DeployedStack> found = DeployedStack.look(settings, stack.name());
      found.ifPresent(each -> sources.addAll(where.ofStack(each, run)));
      if (sources.isEmpty()) {
        throw new UsageException(
            "there is no stack "
                + stack.name()
                + ": name it with --stack and --region, or the logs' place with --at");
      }
      logs = RunLogs.read(sources, query);
    }
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
