package io.sluice.cli.show;

import io.sluice.cli.lake.RunSummary;
import io.sluice.cli.render.Cells;
import io.sluice.cli.render.TextTable;
import io.sluice.cli.render.Times;
import io.sluice.cli.terminal.Terminal;
import io.sluice.spec.report.RunReport;
import io.sluice.spec.report.RunReport.ColumnReport;
import io.sluice.spec.report.RunReport.Counts;
import io.sluice.spec.report.RunReport.FileReport;
import io.sluice.spec.report.RunReport.FilterSummary;
import io.sluice.spec.report.RunReport.OutputFile;
import io.sluice.spec.report.RunReport.QualityResult;
import io.sluice.spec.report.RunReport.RejectSummary;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A run's report as a page to read, the answer first and the details after it. */
public final class RunPage extends Page {
  public RunPage(PrintWriter out, Terminal terminal) {
    super(out, terminal, 10);
  }

  /**
   * Prints the page; of a run without a report what the ledger knows of it.
   *
   * @param launch what is told of its launch, by name; none if it was not launched
   */
  public void print(RunSummary summary, Optional<RunReport> report, Map<String, String> launch) {
    head(summary, report);
    launch.forEach(this::line);
    report.ifPresent(this::body);
  }

  private void head(RunSummary summary, Optional<RunReport> report) {
    out.println(terminal.bold("Run " + summary.run().runId()) + "  " + colored(summary.state()));
    line("dataset", summary.run().dataset() + " -> " + summary.run().table());
    String took =
        summary.seconds().isPresent()
            ? ", took " + Cells.seconds(summary.seconds().getAsDouble())
            : "";
    line("started", Times.local(summary.run().startedAt()) + took);
    report.ifPresent(of -> line("location", of.run().location()));
    report
        .flatMap(ran -> ran.end().failure())
        .or(summary.run()::message)
        .ifPresent(message -> line("failure", message));
  }

  private String colored(String state) {
    return switch (state) {
      case "committed", "nothing_to_do" -> terminal.styled("32", state);
      case "running" -> terminal.styled("33", state);
      default -> terminal.styled("31", state);
    };
  }

  private void body(RunReport report) {
    totals(report.data().totals());
    notes("Warnings", report.findings().warnings());
    notes("Drift", report.findings().drift());
    rejects(report.findings().rejects());
    filtered(report.findings().filtered());
    quality(report.findings().quality());
    files(report.data().files());
    columns(report.data().columns());
    outputs(report.data().outputs());
    settings(report.settings());
    stages(report.stages());
  }

  private void totals(Counts counts) {
    heading("Records");
    new TextTable()
        .right("read", "written", "rejected", "filtered", "deduplicated", "bytes read")
        .row(
            Cells.count(counts.read()),
            Cells.count(counts.written()),
            Cells.count(counts.rejected()),
            Cells.count(counts.filtered()),
            Cells.count(counts.deduplicated()),
            Cells.bytes(counts.bytes()))
        .print(out, terminal, "  ");
    String sum = "read = written + rejected + filtered + deduplicated";
    out.println(
        counts.balanced()
            ? "  " + terminal.dim("accounted for: " + sum)
            : "  " + terminal.styled("31", "NOT accounted for: " + sum + " is not true"));
  }

  private void rejects(List<RejectSummary> rejects) {
    TextTable table = new TextTable().left("code", "column").right("records").left("example");
    for (RejectSummary reject : first(rejects)) {
      table.row(reject.code(), reject.column(), Cells.count(reject.rows()), reject.example());
    }
    print("Rejected", table, rejects.size());
  }

  private void filtered(List<FilterSummary> filtered) {
    TextTable table = new TextTable().left("reason").right("records").left("first", "in");
    for (FilterSummary of : first(filtered)) {
      table.row(of.reason(), Cells.count(of.rows()), of.example(), of.file());
    }
    print("Filtered", table, filtered.size());
  }

  private void quality(List<QualityResult> results) {
    TextTable table = new TextTable().left("rule", "severity").right("violations").left("result");
    for (QualityResult result : first(results)) {
      table.row(
          result.name(),
          result.severity(),
          Cells.count(result.violations()),
          result.passed() ? "passed" : "broken");
    }
    print("Quality", table, results.size());
  }

  private void files(List<FileReport> files) {
    TextTable table =
        new TextTable()
            .left("file", "format")
            .right("bytes", "read", "written", "rejected", "other")
            .left("notes");
    for (FileReport file : first(files)) {
      Counts counts = file.counts();
      String notes = String.join("; ", file.notes());
      table.row(
          file.uri(),
          file.format(),
          Cells.bytes(counts.bytes()),
          Cells.count(counts.read()),
          Cells.count(counts.written()),
          Cells.count(counts.rejected()),
          Cells.count(counts.filtered() + counts.deduplicated()),
          file.replaced() ? joined("replaces an earlier version", notes) : notes);
    }
    print("Files", table, files.size());
  }

  private static String joined(String first, String second) {
    return second.isEmpty() ? first : first + "; " + second;
  }

  private void columns(List<ColumnReport> columns) {
    TextTable table = new TextTable().left("column", "type").right("nulls").left("min", "max");
    for (ColumnReport column : first(columns)) {
      table.row(
          column.name(),
          column.type(),
          Cells.count(column.nulls()),
          column.min().orElse(""),
          column.max().orElse(""));
    }
    print("Columns", table, columns.size());
  }

  private void outputs(List<OutputFile> outputs) {
    TextTable table = new TextTable().left("written to", "partition").right("rows", "bytes");
    for (OutputFile output : first(outputs)) {
      table.row(
          output.path(),
          output.partition(),
          Cells.count(output.rows()),
          Cells.bytes(output.bytes()));
    }
    print("Outputs", table, outputs.size());
  }

  private void settings(Map<String, String> settings) {
    TextTable table = new TextTable().left("setting", "value");
    settings.entrySet().stream()
        .limit(MOST_ROWS)
        .forEach(setting -> table.row(setting.getKey(), setting.getValue()));
    print("Settings", table, settings.size());
  }

  private void stages(Map<String, Double> stages) {
    TextTable table = new TextTable().left("stage").right("took");
    stages.forEach((stage, seconds) -> table.row(stage, Cells.seconds(seconds)));
    print("Stages", table, stages.size());
  }
}
