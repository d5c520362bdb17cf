package io.sluice.cli.command;

import io.sluice.cli.error.UsageException;
import io.sluice.cli.lake.LakeView;
import io.sluice.cli.render.Cells;
import io.sluice.ingest.publish.Cleaning;
import io.sluice.ingest.recover.Recovery;
import io.sluice.ingest.recover.Recovery.Recovered;
import io.sluice.ingest.upkeep.Leftovers;
import io.sluice.ingest.upkeep.Leftovers.Discarded;
import io.sluice.ledger.RunRecord;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Finishes what crashed runs left behind. */
@Command(
    name = "recover",
    header = "Finish or undo what crashed runs left behind.",
    description = {
      "A run that had begun to publish when it died is finished, one that had not is undone; files"
          + " that runs replaced are deleted once they have been kept long enough. Every ingest"
          + " does the same for its own table; this does it for the whole lake and needs no spec.",
      "",
      "A run whose unpublished files were removed by hand cannot be finished. It does not block"
          + " other runs, but its source files wait for it: put its files back, or give it up.",
      "",
      "Tables that are not on this machine cannot be reached from here: runs into them are listed,"
          + " and left to the next ingest.",
      ""
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./sluice recover",
      "  ./sluice recover --abandon 20260102T0304     nothing of it is kept; its files are ingested"
          + " again",
      "",
      "Exit codes: 0 done; what is left to the next ingest is named, such as a run into whose",
      "            table another is publishing now; 1 a run cannot be finished; 2 wrong usage."
    })
final class RecoverCommand implements Callable<Integer> {
  @Option(
      names = "--abandon",
      paramLabel = "RUN",
      description = "Give this interrupted run up: its id, or the beginning of it.")
  private String abandoned;

  @Spec private CommandSpec spec;

  private final Sluice root;

  RecoverCommand(Sluice root) {
    this.root = root;
  }

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    try (LakeView lake = LakeView.open(root.lake())) {
      int code = abandoned == null ? recover(lake, out) : abandon(lake, out);
      out.flush();
      return code;
    }
  }

  private static int recover(LakeView lake, PrintWriter out) throws IOException {
    ReachedRuns reached = new ReachedRuns(lake.lake().storages());
    List<Recovered> recovered =
        new Recovery(lake.lake(), lake.lake().storages()).finishOrphans(reached);
    // At once: it is done, whatever becomes of the cleaning.
    recovered.forEach(run -> out.println(run.text()));
    out.flush();
    Discarded leftovers =
        new Leftovers(lake.lake(), lake.lake().storages())
            .discardPending(lake.lake().storages()::reaches);
    leftovers
        .over()
        .forEach(run -> out.println("run " + run + " is over: its unpublished files are removed"));
    leftovers
        .unknown()
        .forEach(
            run ->
                out.println(
                    "run "
                        + run
                        + " is not in this lake's ledger: its unpublished files are removed"));
    List<String> deleted = new Cleaning(lake.lake(), lake.lake().storages()).cleanDue(reached);
    if (!deleted.isEmpty()) {
      out.println(Cells.counted(deleted.size(), "replaced file") + " deleted");
    }
    reached.tellOthers(out);
    if (recovered.isEmpty() && leftovers.count() == 0 && deleted.isEmpty() && reached.wereAll()) {
      out.println("nothing to recover");
    }
    boolean stuck = recovered.stream().anyMatch(run -> run.ending() == Recovered.Ending.STUCK);
    return stuck ? ExitCodes.FAILED : ExitCodes.DONE;
  }

  private int abandon(LakeView lake, PrintWriter out) throws IOException {
    RunRecord run = lake.resolveRun(abandoned);
    if (run.state().over()) {
      throw new UsageException(
          "run "
              + run.runId()
              + " is over ("
              + lake.summary(run).state()
              + "): nothing to give up");
    }
    if (!lake.lake().storages().reaches(run.location())) {
      throw new UsageException(
          ReachedRuns.elsewhere(run, "finishes it; it cannot be given up from here"));
    }
    if (!new Recovery(lake.lake(), lake.lake().storages()).abandon(run)) {
      throw new UsageException(
          "run "
              + run.runId()
              + " is running, or another run is publishing into "
              + run.table()
              + " now: wait for its end, or end its process");
    }
    out.println(
        "run " + run.runId() + " is given up: nothing of it is kept, and its files are free");
    return ExitCodes.DONE;
  }
}
