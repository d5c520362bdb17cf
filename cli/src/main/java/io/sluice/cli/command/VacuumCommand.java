package io.sluice.cli.command;

import io.sluice.cli.lake.LakeView;
import io.sluice.cli.render.Cells;
import io.sluice.ingest.publish.Cleaning;
import io.sluice.ingest.upkeep.Leftovers;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Deletes replaced files. */
@Command(
    name = "vacuum",
    header = "Delete what nobody needs any more.",
    description = {
      "A corrected file's old rows stay on disk for a while (target.keep_replaced, 10 minutes by"
          + " default), so that queries that began earlier can end. The next run into the table"
          + " deletes them; this deletes them in the whole lake, except in tables that are not on"
          + " this machine: runs into those are listed, and left to the next ingest. What ended"
          + " runs left unpublished is deleted too.",
      "",
      "What refused runs rejected, and the copies of reports, stay until an age is given for them."
          + " The ledger keeps every report itself.",
      ""
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./sluice vacuum",
      "  ./sluice vacuum --older-than 0s     queries that read them now fail",
      "  ./sluice vacuum --refused 30d --reports 90d"
    })
final class VacuumCommand implements Callable<Integer> {
  @Option(
      names = "--older-than",
      paramLabel = "TIME",
      description =
          "Only what was replaced longer ago than this: 30s, 10m, 2h, 1d (default: each table's own"
              + " target.keep_replaced).")
  private String olderThan;

  @Option(
      names = "--refused",
      paramLabel = "TIME",
      description = "Also delete what runs rejected that were refused longer ago than this.")
  private String refused;

  @Option(
      names = "--reports",
      paramLabel = "TIME",
      description = "Also delete copies of reports of runs that ended longer ago than this.")
  private String reports;

  @Spec private CommandSpec spec;

  private final Sluice root;

  VacuumCommand(Sluice root) {
    this.root = root;
  }

  @Override
  public Integer call() throws IOException {
    Optional<Duration> kept =
        Optional.ofNullable(olderThan).map(time -> Durations.parse("--older-than", time));
    PrintWriter out = spec.commandLine().getOut();
    try (LakeView lake = LakeView.open(root.lake())) {
      ReachedRuns reached = new ReachedRuns(lake.lake().storages());
      Cleaning cleaning = new Cleaning(lake.lake(), lake.lake().storages());
      List<String> deleted =
          kept.isPresent() ? cleaning.clean(kept.get(), reached) : cleaning.cleanDue(reached);
      Leftovers leftovers = new Leftovers(lake.lake(), lake.lake().storages());
      int total = tell(out, deleted.size(), "replaced file");
      total +=
          tell(
              out,
              leftovers.discardPending(lake.lake().storages()::reaches).count(),
              "rest of a run that was not published",
              "rests of runs that were not published");
      if (refused != null) {
        Duration age = Durations.parse("--refused", refused);
        total +=
            tell(
                out,
                leftovers.deleteRefused(age).size(),
                "file of refused runs",
                "files of refused runs");
      }
      if (reports != null) {
        Duration age = Durations.parse("--reports", reports);
        total +=
            tell(out, leftovers.deleteReports(age).size(), "copy of a report", "copies of reports");
      }
      if (total == 0 && reached.wereAll()) {
        out.println("nothing to delete");
      }
      reached.tellOthers(out);
      out.flush();
    }
    return ExitCodes.DONE;
  }

  private static int tell(PrintWriter out, int count, String one) {
    return tell(out, count, one, one + "s");
  }

  private static int tell(PrintWriter out, int count, String one, String more) {
    if (count > 0) {
      out.println(Cells.count(count) + " " + (count == 1 ? one : more) + " deleted");
    }
    return count;
  }
}
