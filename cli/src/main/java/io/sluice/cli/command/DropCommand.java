package io.sluice.cli.command;

import io.sluice.cli.error.UsageException;
import io.sluice.cli.lake.LakeView;
import io.sluice.cli.render.Cells;
import io.sluice.ingest.upkeep.TableDrop;
import io.sluice.ingest.upkeep.TableDrop.Data;
import io.sluice.ingest.upkeep.TableDrop.Dropped;
import io.sluice.ledger.RunRecord;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Drops a table. */
@Command(
    name = "drop",
    header = "Drop a table; its files only with --data.",
    description = {
      "Takes the table out of the catalog and its source files out of the ledger, so that the next"
          + " ingest takes them all again. Its Parquet files stay where they are and belong to no"
          + " table any more, unless --data deletes them too. The history of its runs stays.",
      ""
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./sluice drop analytics.flights",
      "  ./sluice drop flights --data     its files are deleted, rejects included",
      "",
      "Exit codes: 0 dropped; 1 a run into it is going on; 2 wrong usage, or no such table."
    })
final class DropCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "TABLE|DATASET",
      description = "A database.table, or the dataset that alone fills it.")
  private String name;

  @Option(names = "--data", description = "Delete its files too. They cannot be restored.")
  private boolean data;

  @Spec private CommandSpec spec;

  private final Sluice root;

  DropCommand(Sluice root) {
    this.root = root;
  }

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    try (LakeView lake = LakeView.open(root.lake())) {
      String table = lake.resolveTable(name);
      requireWhole(lake, table);
      ReachedTables local = new ReachedTables(lake);
      if (!local.test(table)) {
        local.tellOthers(out);
        throw new UsageException("table " + table + " can only be dropped where its files are");
      }
      Dropped dropped =
          new TableDrop(lake.lake(), lake.lake().storages())
              .drop(table, data ? Data.DELETE : Data.KEEP);
      out.println(
          "dropped "
              + table
              + ": "
              + Cells.counted(dropped.rows(), "row")
              + " in "
              + Cells.counted(dropped.files(), "file")
              + (data
                  ? ", which are deleted"
                  : ", which stay at "
                      + dropped.location()
                      + " and belong to no table any more (--data would have deleted them)"));
      out.flush();
    }
    return ExitCodes.DONE;
  }

  /** Who names a dataset must not lose another one's rows. */
  private void requireWhole(LakeView lake, String table) {
    boolean named = table.endsWith("." + name) && !isDataset(lake);
    if (named || lake.tableNames().contains(name)) {
      return;
    }
    List<RunRecord> runs =
        lake.lake().ledger().runs(Optional.empty(), Optional.of(table), Integer.MAX_VALUE);
    TreeSet<String> datasets = new TreeSet<>();
    runs.forEach(run -> datasets.add(run.dataset()));
    if (datasets.size() > 1) {
      throw new UsageException(
          "table "
              + table
              + " is filled by the datasets "
              + String.join(", ", datasets)
              + ": name the table to drop what all of them put there");
    }
  }

  private boolean isDataset(LakeView lake) {
    return lake.datasets().contains(name);
  }
}
