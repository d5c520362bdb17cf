package io.sluice.benchmarks.lake;

import io.sluice.ledger.FileVersion;
import io.sluice.ledger.Manifest;
import io.sluice.ledger.Manifest.Kind;
import io.sluice.ledger.Manifest.Output;
import io.sluice.ledger.Manifest.SourceRows;
import io.sluice.spec.report.RunReport;
import io.sluice.spec.report.RunReport.Counts;
import io.sluice.spec.report.RunReport.Data;
import io.sluice.spec.report.RunReport.End;
import io.sluice.spec.report.RunReport.FileReport;
import io.sluice.spec.report.RunReport.Findings;
import io.sluice.spec.report.RunReport.Run;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A run that never was, as a ledger is told of it: each of its files has one row, and all of them
 * are in one output.
 *
 * @param like whose dataset, table and columns it has
 */
public record PastRun(RunReport like, String id, Instant startedAt) {
  /** How long it is said to have taken. */
  static final int SECONDS = 30;

  /** When it is said to have ended. */
  public Instant finishedAt() {
    return startedAt.plusSeconds(SECONDS);
  }

  /**
   * What it published.
   *
   * @param output the path of its output
   * @param bytes of the output
   * @param files that it took
   */
  public Manifest manifest(String output, long bytes, List<FileVersion> files) {
    List<SourceRows> sources = new ArrayList<>();
    List<FileReport> reports = new ArrayList<>();
    Counts one = new Counts(1, 1, 0, 0, 0, 1_000);
    Counts totals = Counts.ZERO;
    for (FileVersion file : files) {
      sources.add(new SourceRows(file.uri(), sources.size(), 1));
      reports.add(
          new FileReport(file.uri(), file.identity(), "csv", Map.of(), one, false, List.of()));
      totals = totals.plus(one);
    }
    Output published =
        new Output(
            Kind.DATA,
            output,
            Path.of(output).getFileName().toString(),
            Map.of(),
            files.size(),
            bytes,
            sources);
    return new Manifest(List.of(published), List.of(), Optional.empty(), report(totals, reports));
  }

  private RunReport report(Counts totals, List<FileReport> files) {
    return new RunReport(
        new Run(id, like.run().dataset(), like.run().table(), like.run().location()),
        new End(like.end().state(), Optional.empty(), startedAt, finishedAt()),
        new Data(totals, files, like.data().outputs(), like.data().columns()),
        Findings.NONE,
        like.stages(),
        like.settings());
  }
}
