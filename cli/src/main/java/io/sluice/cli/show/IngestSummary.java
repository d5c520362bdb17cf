package io.sluice.cli.show;

import io.sluice.cli.render.Cells;
import io.sluice.cli.render.TextTable;
import io.sluice.cli.terminal.Terminal;
import io.sluice.spec.report.RunReport;
import io.sluice.spec.report.RunReport.Counts;
import io.sluice.spec.report.RunReport.FilterSummary;
import io.sluice.spec.report.RunReport.RejectSummary;
import io.sluice.spec.report.RunReport.RunState;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What an ingest did, a line a dataset, then whatever needs a look. */
public final class IngestSummary {
  private static final int MOST_NOTES = 5;

  private final PrintWriter out;
  private final Terminal terminal;
  private final String lakeOption;

  /**
   * @param lakeOption what the commands it names need after their own name to mean this lake
   */
  public IngestSummary(PrintWriter out, Terminal terminal, String lakeOption) {
    this.out = out;
    this.terminal = terminal;
    this.lakeOption = lakeOption;
  }

  /**
   * @param reports none if it failed before any run
   */
  public void print(List<RunReport> reports) {
    if (reports.isEmpty()) {
      return;
    }
    TextTable table =
        new TextTable()
            .left("dataset", "table", "state")
            .right("files", "read", "written", "rejected", "other", "bytes", "took");
    reports.forEach(report -> row(table, report));
    table.print(out, terminal);
    reports.forEach(this::details);
  }

  private static void row(TextTable table, RunReport report) {
    Counts totals = report.data().totals();
    double seconds =
        Duration.between(report.end().startedAt(), report.end().finishedAt()).toMillis() / 1000.0;
    table.row(
        report.run().dataset(),
        report.run().table(),
        report.end().state().name().toLowerCase(Locale.ROOT),
        Cells.count(report.data().files().size()),
        Cells.count(totals.read()),
        Cells.count(totals.written()),
        Cells.count(totals.rejected()),
        Cells.count(totals.filtered() + totals.deduplicated()),
        Cells.bytes(totals.bytes()),
        Cells.seconds(seconds));
  }

  private void details(RunReport report) {
    List<String> notes = new ArrayList<>();
    // Where no file was found at all, a warning says so.
    if (report.end().state() == RunState.NOTHING_TO_DO
        && !"0".equals(report.settings().get("files_found"))) {
      notes.add("nothing new to ingest: files that are in the table already are left alone");
    }
    // The examples below the first line follow here anyway, among the rejects.
    report.end().failure().flatMap(text -> text.lines().findFirst()).ifPresent(notes::add);
    // What was guessed is said whatever else there is to say.
    report.findings().warnings().stream()
        .filter(warning -> !isGuess(warning))
        .limit(MOST_NOTES)
        .forEach(notes::add);
    report.findings().warnings().stream()
        .filter(IngestSummary::isGuess)
        .limit(MOST_NOTES)
        .forEach(notes::add);
    report.findings().drift().stream().limit(MOST_NOTES).forEach(notes::add);
    report.findings().filtered().stream()
        .filter(of -> !of.reason().equals("filter"))
        .limit(MOST_NOTES)
        .map(IngestSummary::filtered)
        .forEach(notes::add);
    report.findings().rejects().stream()
        .limit(MOST_NOTES)
        .map(IngestSummary::rejects)
        .forEach(notes::add);
    if (notes.isEmpty()) {
      return;
    }
    out.println();
    out.println(terminal.bold(report.run().dataset()));
    notes.forEach(note -> out.println("  - " + Cells.oneLine(note)));
    out.println(
        terminal.dim(
            "  "
                + rejectsCommand(report)
                + "sluice show"
                + lakeOption
                + " "
                + report.run().runId()));
  }

  private static boolean isGuess(String warning) {
    return warning.contains("guessed with ");
  }

  private String rejectsCommand(RunReport report) {
    if (report.findings().rejects().isEmpty()) {
      return "";
    }
    return switch (report.end().state()) {
      case COMMITTED -> "sluice rejects" + lakeOption + " " + report.run().dataset() + "; ";
      case REFUSED ->
          "sluice rejects"
              + lakeOption
              + " "
              + report.run().dataset()
              + " --run "
              + report.run().runId()
              + "; ";
      case NOTHING_TO_DO, FAILED -> "";
    };
  }

  private static String filtered(FilterSummary filtered) {
    return Cells.count(filtered.rows())
        + " filtered as "
        + filtered.reason()
        + (filtered.example().isEmpty() ? "" : ", the first: " + filtered.example());
  }

  private static String rejects(RejectSummary reject) {
    return Cells.count(reject.rows())
        + " rejected as "
        + reject.code()
        + (reject.column().isEmpty() ? "" : " in " + reject.column())
        + ", for example: "
        + reject.example();
  }
}
