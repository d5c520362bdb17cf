package io.sluice.cli.command;

import io.sluice.cli.error.UsageException;
import io.sluice.cli.lake.Known;
import io.sluice.cli.lake.LakeView;
import io.sluice.cli.lake.RunSummary;
import io.sluice.cli.render.Cells;
import io.sluice.cli.render.TextTable;
import io.sluice.cli.render.Times;
import io.sluice.cli.sql.JsonRows;
import io.sluice.cli.sql.RunTables;
import io.sluice.spec.report.RunReport.Counts;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.ToLongFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Lists what was ingested when. */
@Command(
    name = "runs",
    header = "List the runs, newest first.",
    description = {
      "One row for each run: its state, its times, and what became of the records it read.",
      ""
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./sluice runs",
      "  ./sluice runs flights --limit 5",
      "  ./sluice runs --output json | jq '.[0].run_id'"
    })
final class RunsCommand implements Callable<Integer> {
  @Parameters(arity = "0..1", paramLabel = "DATASET", description = "Only runs of this dataset.")
  private String dataset;

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "Show at most N runs; 0: all (default: ${DEFAULT-VALUE}).")
  private int limit = 20;

  @Mixin private ResultOutput output;

  private final Sluice root;

  RunsCommand(Sluice root) {
    this.root = root;
  }

  @Override
  public Integer call() throws IOException {
    if (limit < 0) {
      throw new UsageException("--limit is " + limit + ": give a number of runs, or 0 for all");
    }
    PrintWriter out = output.out();
    try (LakeView lake = LakeView.open(root.lake())) {
      if (dataset != null && !lake.datasets().contains(dataset)) {
        throw new UsageException(Known.unknown("dataset", dataset, lake.datasets()));
      }
      // One more than is shown tells whether there are more.
      boolean all = limit == 0 || limit == Integer.MAX_VALUE;
      int asked = all ? Integer.MAX_VALUE : limit + (output.isJson() ? 0 : 1);
      List<RunSummary> runs = lake.runs(Optional.ofNullable(dataset), asked);
      if (output.isJson()) {
        json(runs, out);
      } else {
        table(runs, out);
      }
    }
    out.flush();
    return ExitCodes.DONE;
  }

  private static void json(List<RunSummary> runs, PrintWriter out) throws IOException {
    JsonRows rows = new JsonRows(out);
    rows.begin(RunTables.RUN_COLUMNS);
    for (RunSummary run : runs) {
      rows.row(RunTables.row(run));
    }
    rows.end();
  }

  private void table(List<RunSummary> runs, PrintWriter out) {
    TextTable table =
        new TextTable()
            .left("run", "dataset", "state", "started")
            .right("took", "files", "read", "written", "rejected", "other");
    int shown = limit == 0 ? runs.size() : Math.min(limit, runs.size());
    for (RunSummary run : runs.subList(0, shown)) {
      table.row(
          run.run().runId(),
          run.run().dataset(),
          run.state(),
          Times.local(run.run().startedAt()),
          run.seconds().isPresent() ? Cells.seconds(run.seconds().getAsDouble()) : "",
          run.figures().map(figures -> Cells.count(figures.files())).orElse(""),
          count(run, Counts::read),
          count(run, Counts::written),
          count(run, Counts::rejected),
          count(run, counts -> counts.filtered() + counts.deduplicated()));
    }
    table.print(out, root.surroundings().terminal());
    if (shown < runs.size()) {
      out.println("(the newest " + shown + " runs; --limit 0 shows all)");
    }
    if (shown > 0) {
      out.println();
      String show = "'sluice show" + root.lakeOption();
      out.println(show + " RUN' shows one of them, " + show + " last' the newest.");
    }
  }

  private static String count(RunSummary run, ToLongFunction<Counts> number) {
    return run.figures().map(f -> Cells.count(number.applyAsLong(f.totals()))).orElse("");
  }
}
