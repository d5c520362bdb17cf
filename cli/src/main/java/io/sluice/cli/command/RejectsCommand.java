package io.sluice.cli.command;

import io.sluice.cli.error.UsageException;
import io.sluice.cli.lake.LakeView;
import io.sluice.cli.sql.JsonRows;
import io.sluice.cli.sql.LakeDatabase;
import io.sluice.cli.sql.Quoted;
import io.sluice.cli.sql.SqlText;
import io.sluice.cli.sql.TableRows;
import io.sluice.cli.terminal.Terminal;
import io.sluice.ledger.RunRecord;
import io.sluice.spec.lake.TableLayout;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows the records that did not become rows. */
@Command(
    name = "rejects",
    header = "Show the records that were rejected, and why.",
    description = {
      "First the reasons with their numbers, then the records themselves. As JSON the records"
          + " alone.",
      ""
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./sluice rejects flights",
      "  ./sluice rejects analytics.flights --run last --limit 100",
      "  ./sluice rejects flights --output json",
      "  ./sluice sql \"SELECT raw FROM analytics.flights__rejects WHERE code = 'not_a_date'\""
    })
final class RejectsCommand implements Callable<Integer> {
  @Parameters(paramLabel = "DATASET", description = "A dataset's name, or database.table.")
  private String dataset;

  @Option(
      names = "--run",
      paramLabel = "ID",
      description = "Only of this run: its id, the beginning of it, or 'last'.")
  private String run;

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "Show at most N records; 0: all (default: ${DEFAULT-VALUE}).")
  private long limit = 20;

  @Mixin private ResultOutput output;

  private final Sluice root;

  RejectsCommand(Sluice root) {
    this.root = root;
  }

  @Override
  public Integer call() throws IOException {
    if (limit < 0) {
      throw new UsageException("--limit is " + limit + ": give a number of records, or 0 for all");
    }
    PrintWriter out = output.out();
    try (LakeView lake = LakeView.open(root.lake())) {
      String table = lake.resolveTable(dataset);
      Optional<RunRecord> wanted = wanted(lake, table);
      String rejects = table + suffix(lake, table, wanted);
      String from = " FROM " + Quoted.table(rejects) + where(wanted);
      long most = limit == 0 ? Long.MAX_VALUE : limit;
      // Only now: DuckDB takes longer to start than it takes to say that there is no such dataset.
      try (LakeDatabase database = LakeDatabase.open(lake)) {
        if (output.isJson()) {
          SqlText records =
              SqlText.of("SELECT *" + from + " ORDER BY rejected_at DESC, file, record_number");
          database.query(records, most, new JsonRows(out));
        } else {
          print(database, from, rejects, most, out);
          hint(lake, table, wanted, out);
        }
      }
    }
    out.flush();
    return ExitCodes.DONE;
  }

  private void print(LakeDatabase database, String from, String rejects, long most, PrintWriter out)
      throws IOException {
    Terminal terminal = root.surroundings().terminal();
    SqlText reasons =
        SqlText.of(
            // Named otherwise, "files" would be taken for the table, and all reports loaded for it.
            "SELECT code, \"column\", count(*) AS records, count(DISTINCT file) AS \"in files\","
                + " any_value(message) AS example"
                + from
                + " GROUP BY ALL ORDER BY records DESC, code, \"column\"");
    TableRows counts = new TableRows(out, terminal, "", TableRows.Empty.SILENT);
    database.query(reasons, Long.MAX_VALUE, counts);
    if (counts.rowCount() == 0) {
      out.println("No record in " + rejects + (run == null ? "." : " of that run."));
      return;
    }
    out.println();
    SqlText records =
        SqlText.of(
            "SELECT parse_filename(file) AS file, record_number AS record, byte_offset AS byte,"
                + " \"column\", code, message, raw"
                + from
                + " ORDER BY rejected_at DESC, file, record_number");
    LakeDatabase.More more =
        database.query(records, most, new TableRows(out, terminal, "", TableRows.Empty.SILENT));
    if (more == LakeDatabase.More.YES) {
      out.println("(the first " + most + " records; --limit N shows more, --limit 0 all)");
    }
    out.println();
    out.println("All columns: sluice sql" + root.lakeOption() + " \"FROM " + rejects + "\"");
  }

  private Optional<RunRecord> wanted(LakeView lake, String table) {
    if (run == null) {
      return Optional.empty();
    }
    return Optional.of(run.equals("last") ? lake.lastRun(table) : lake.resolveRun(run));
  }

  /** A refused run published nothing; what it rejected is kept apart. */
  private static String suffix(LakeView lake, String table, Optional<RunRecord> wanted) {
    boolean apart =
        wanted.isPresent()
            && lake.summary(wanted.get()).state().equals("refused")
            && !lake.refusedFiles(table).isEmpty();
    return apart ? TableLayout.REFUSED_SUFFIX : TableLayout.REJECTS_SUFFIX;
  }

  private static String where(Optional<RunRecord> wanted) {
    return wanted.map(run -> " WHERE run_id = " + Quoted.text(run.runId())).orElse("");
  }

  /** Who looks for rejects after a refused run must be told where they are. */
  private void hint(LakeView lake, String table, Optional<RunRecord> wanted, PrintWriter out) {
    if (wanted.isEmpty() && lake.summary(lake.lastRun(table)).state().equals("refused")) {
      out.println(
          "The last run was refused and published nothing; what it rejected: sluice rejects"
              + root.lakeOption()
              + " "
              + dataset
              + " --run last");
    }
  }
}
