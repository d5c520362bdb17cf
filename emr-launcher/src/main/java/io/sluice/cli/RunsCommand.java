package io.sluice.cli;

import io.sluice.cli.lake.Known;
import io.sluice.cli.lake.Lake;
import io.sluice.cli.lake.RunSummary;
import io.sluice.cli.render.Cells;
import io.sluice.cli.render.TextTable;
import io.sluice.cli.render.Times;
import io.sluice.cli.sql.JsonRows;
import io.sluice.cli.sql.LakeDatabase;
import io.sluice.cli.sql.SqlText;
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
      "One row a run: its state, its times, and what became of the records it read.",
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
    try (Lake lake = Lake.open(root.lakeFolder())) {
      if (dataset != null && !lake.datasets().contains(dataset)) {
        throw new UsageException(Known.unknown("dataset", dataset, lake.datasets()));
      }
      if (output.isJson()) {
        json(lake, out);
      } else {
        table(lake.runSummaries(Optional.ofNullable(dataset)), out);
      }
    }
    out.flush();
    return ExitCodes.DONE;
  }

  private void json(Lake lake, PrintWriter out) throws IOException {
    String where = dataset == null ? "" : " WHERE dataset = '" + dataset.replace("'", "''") + "'";
    SqlText all = SqlText.of("SELECT * FROM runs" + where + " ORDER BY started_at DESC, run_id");
    try (LakeDatabase database = LakeDatabase.open(lake)) {
      database.query(all, limit == 0 ? Long.MAX_VALUE : limit, new JsonRows(out));
    }
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
          run.report().map(report -> Cells.count(report.files().size())).orElse(""),
          count(run, Counts::read),
          count(run, Counts::written),
          count(run, Counts::rejected),
          count(run, counts -> counts.filtered() + counts.deduplicated()));
    }
    table.print(out, root.surroundings().terminal());
    if (shown < runs.size()) {
      out.println("(" + shown + " of " + runs.size() + " runs; --limit 0 shows all)");
    }
    if (shown > 0) {
      out.println();
      out.println("'sluice show RUN' shows one of them, 'sluice show last' the newest.");
    }
  }

  private static String count(RunSummary run, ToLongFunction<Counts> number) {
    return run.report().map(r -> Cells.count(number.applyAsLong(r.totals()))).orElse("");
  }
}
