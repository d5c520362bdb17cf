package io.sluice.cli.command;

import io.sluice.aws.arrival.Batch;
import io.sluice.aws.arrival.ExecutionNames;
import io.sluice.aws.lake.Inboxes;
import io.sluice.cli.error.UsageException;
import io.sluice.cli.launch.Leftovers;
import io.sluice.cli.launch.Leftovers.Verdict;
import io.sluice.cli.render.TextTable;
import io.sluice.cli.render.Times;
import io.sluice.ingest.lake.Lake;
import io.sluice.launch.LaunchClock;
import io.sluice.launch.LaunchHandle;
import io.sluice.launch.LaunchWay;
import io.sluice.ledger.RunRecord;
import io.sluice.spec.lake.LakeLocation;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Finds and ends compute that nobody needs any more. */
@Command(
    name = "sweep",
    header = "End compute that belongs to no living run.",
    description = {
      "--compute looks at all compute in the region that Sluice started for this lake and that runs"
          + " or waits to run: what belongs to no living run is ended, with the machines that were"
          + " made for it. What belongs to another lake, is younger than --grace, or waits for a"
          + " batch of the flow is left.",
      ""
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./sluice sweep --compute --dry-run --lake s3://bucket/lake",
      "  ./sluice sweep --compute --grace 2h --lake s3://bucket/lake"
    })
final class SweepCommand implements Callable<Integer> {
  /** Attempts of a run have its id and a number. */
  private static final int MOST_ATTEMPTS = 100;

  @Option(names = "--compute", description = "Sweep compute.")
  private boolean compute;

  @Option(names = "--dry-run", description = "Only say what would be ended.")
  private boolean dryRun;

  @Option(
      names = "--grace",
      paramLabel = "TIME",
      description = "What is younger is left (default: ${DEFAULT-VALUE}).")
  private String grace = "30m";

  @Option(
      names = "--on",
      paramLabel = "WAY",
      split = ",",
      description = "Only these ways (default: all).")
  private List<String> on = List.of();

  @Mixin private EnvironmentOption environment;

  @Mixin private ResultOutput output;

  private final Sluice root;

  SweepCommand(Sluice root) {
    this.root = root;
  }

  @Override
  public Integer call() {
    if (!compute) {
      throw new UsageException("say what is to be swept: --compute");
    }
    LaunchContext context =
        LaunchContext.of(root, environment.find(root), LaunchContext.Stack.FOR_THE_LAKE);
    TextTable table = new TextTable().left("on", "run", "id", "since", "verdict", "why");
    SweepJson json = new SweepJson();
    try (Lake lake = Lake.open(context.lake())) {
      Leftovers leftovers =
          new Leftovers(
              context.lake().root(),
              context.records(),
              id -> living(lake, id),
              id -> isOfOpenBatch(context.lake(), id),
              Durations.parse("--grace", grace),
              LaunchClock.OF_MACHINE);
      for (LaunchWay way : ways(context)) {
        for (LaunchHandle handle : way.running()) {
          Verdict verdict = leftovers.of(way, handle);
          if (verdict.end() && !dryRun) {
            way.cancel(handle);
          }
          String word = verdict.end() ? dryRun ? "would be ended" : "ended" : "left";
          table.row(
              way.name(),
              handle.runId(),
              handle.id(),
              Times.local(handle.since()),
              word,
              verdict.why());
          json.add(way.name(), handle, word, verdict.why());
        }
      }
    }
    PrintWriter out = output.out();
    if (output.isJson()) {
      out.println(json.text());
    } else {
      table.print(out, root.surroundings().terminal());
    }
    out.flush();
    return ExitCodes.DONE;
  }

  private List<LaunchWay> ways(LaunchContext context) {
    return on.isEmpty()
        ? context.ways().all()
        : on.stream().map(name -> context.ways().named(name)).toList();
  }

  /** Asked for what waits and no launch is known of, which is seldom. */
  private static boolean isOfOpenBatch(LakeLocation lake, String runId) {
    return !lake.isLocal()
        && ExecutionNames.batch(Inboxes.open(lake), runId)
            .filter(batch -> batch.state() != Batch.State.OVER)
            .isPresent();
  }

  private static boolean living(Lake lake, String runId) {
    List<String> ids =
        lake.ledger().runsByPrefix(runId, MOST_ATTEMPTS).stream()
            .filter(run -> !run.state().over())
            .map(RunRecord::runId)
            .filter(id -> id.equals(runId) || id.startsWith(runId + "-"))
            .toList();
    return !ids.isEmpty() && !lake.ledger().living(ids).isEmpty();
  }
}
