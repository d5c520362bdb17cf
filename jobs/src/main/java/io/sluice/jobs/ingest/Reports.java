package io.sluice.jobs.ingest;

import io.sluice.jobs.inspect.InspectedFile;
import io.sluice.jobs.prepare.Prepared;
import io.sluice.ledger.Claim;
import io.sluice.ledger.Manifest;
import io.sluice.ledger.Manifest.Kind;
import io.sluice.spark.write.WriteResult;
import io.sluice.spec.report.RunReport;
import io.sluice.spec.report.RunReport.ColumnReport;
import io.sluice.spec.report.RunReport.Counts;
import io.sluice.spec.report.RunReport.FileReport;
import io.sluice.spec.report.RunReport.OutputFile;
import io.sluice.spec.report.RunReport.QualityResult;
import io.sluice.spec.report.RunReport.RejectSummary;
import io.sluice.spec.report.RunReport.RunState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Gathers what becomes known as a run goes on, and makes its report at any point of it. */
final class Reports {
  private final Run run;
  private final String location;
  private final StageClock clock;
  private final List<String> warnings = new ArrayList<>();
  private final Map<String, String> settings = new LinkedHashMap<>();
  private List<InspectedFile> inspected = List.of();
  private Optional<Prepared> prepared = Optional.empty();
  private Optional<WriteResult> written = Optional.empty();
  private Optional<Manifest> manifest = Optional.empty();
  private List<QualityResult> quality = List.of();

  Reports(Run run, String location, StageClock clock) {
    this.run = run;
    this.location = location;
    this.clock = clock;
  }

  void warn(List<String> texts) {
    warnings.addAll(texts);
  }

  void setting(String name, String value) {
    settings.put(name, value);
  }

  void claimed(Claim claim) {
    if (!claim.done().isEmpty()) {
      setting("files_already_in_table", Integer.toString(claim.done().size()));
    }
    if (!claim.held().isEmpty()) {
      warnings.add(
          claim.held().size()
              + " files are being ingested by run "
              + claim.held().get(0).runId()
              + " and were left to it, for example "
              + claim.held().get(0).file().uri());
    }
  }

  void inspected(List<InspectedFile> files) {
    inspected = files;
  }

  void prepared(Prepared value) {
    prepared = Optional.of(value);
  }

  void written(WriteResult value, List<QualityResult> rules) {
    written = Optional.of(value);
    quality = List.copyOf(rules);
    setting("execution_path", value.path().describe());
    // First of all warnings: who looks at a few must see these.
    warnings.addAll(0, new RejectWarnings(run, readable(), value.files(), value.rejects()).texts());
  }

  void manifest(Manifest value) {
    manifest = Optional.of(value);
  }

  RunReport report(RunState state, Optional<String> failure) {
    return new RunReport(
        RunReport.SCHEMA_VERSION,
        run.id(),
        run.spec().dataset(),
        run.table(),
        location,
        state,
        failure,
        run.startedAt(),
        Instant.now(),
        written.map(WriteResult::totals).orElse(Counts.ZERO),
        files(),
        outputs(),
        columns(),
        written.map(WriteResult::rejects).orElse(List.<RejectSummary>of()),
        quality,
        prepared.map(Prepared::drift).orElse(List.of()),
        warnings,
        clock.seconds(),
        settings);
  }

  /** The files that were read, in the order of their counts. */
  private List<String> readable() {
    return inspected.stream()
        .filter(file -> !file.empty())
        .map(file -> file.version().uri())
        .toList();
  }

  private List<FileReport> files() {
    List<FileReport> files = new ArrayList<>();
    int readable = 0;
    for (InspectedFile file : inspected) {
      Counts counts = new Counts(0, 0, 0, 0, 0, file.version().size());
      if (!file.empty()) {
        int index = readable++;
        counts = written.map(result -> result.files().get(index)).orElse(counts);
      }
      files.add(
          new FileReport(
              file.version().uri(),
              file.version().identity(),
              file.empty() ? "empty" : file.layout().format(),
              file.settings(),
              counts,
              file.changed(),
              file.notes()));
    }
    return files;
  }

  private List<OutputFile> outputs() {
    if (manifest.isEmpty()) {
      return List.of();
    }
    List<OutputFile> outputs = new ArrayList<>();
    for (Manifest.Output output : manifest.get().outputs()) {
      if (output.kind() == Kind.DATA) {
        List<String> partition = new ArrayList<>();
        output.partition().forEach((key, value) -> partition.add(key + "=" + value));
        outputs.add(
            new OutputFile(
                output.path(), String.join("/", partition), output.rows(), output.bytes()));
      }
    }
    return outputs;
  }

  private List<ColumnReport> columns() {
    return written.map(WriteResult::columns).orElse(List.of());
  }
}
