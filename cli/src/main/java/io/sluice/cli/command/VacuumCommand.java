package io.sluice.cli.command;

import io.sluice.cli.lake.LakeView;
import io.sluice.cli.render.Cells;
import io.sluice.ingest.publish.Cleaning;
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
    header = "Delete files that later runs replaced.",
    description = {
      "A corrected file's old rows stay on disk for a while (target.keep_replaced, 10 minutes by"
          + " default), so that queries that began earlier can end. The next run into the table"
          + " deletes them; this deletes them in the whole lake, except in tables that are not on"
          + " this machine: runs into those are named, and left to the next ingest.",
      ""
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./sluice vacuum",
      "  ./sluice vacuum --older-than 0s     whoever reads them now fails"
    })
final class VacuumCommand implements Callable<Integer> {
  @Option(
      names = "--older-than",
      paramLabel = "TIME",
      description =
          "Only what was replaced longer ago than this: 30s, 10m, 2h, 1d (default: each table's own"
              + " target.keep_replaced).")
  private String olderThan;

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
      if (!deleted.isEmpty()) {
        out.println(Cells.counted(deleted.size(), "replaced file") + " deleted");
      } else if (reached.wereAll()) {
        out.println("nothing to delete");
      }
      reached.tellOthers(out);
      out.flush();
    }
    return ExitCodes.DONE;
  }
}
