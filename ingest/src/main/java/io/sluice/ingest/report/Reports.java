package io.sluice.ingest.report;

import io.sluice.ingest.account.WriteResult;
import io.sluice.ingest.inspect.InspectedFile;
import io.sluice.ingest.lake.Run;
import io.sluice.ingest.plan.IngestPlan;
import io.sluice.ingest.source.Listing;
import io.sluice.ingest.source.Listing.Unreadable;
import io.sluice.ledger.Claim;
import io.sluice.ledger.Manifest.Kind;
import io.sluice.ledger.Manifest.Output;
import io.sluice.spec.TransformSpec;
import io.sluice.spec.report.RunReport;
import io.sluice.spec.report.RunReport.ColumnReport;
import io.sluice.spec.report.RunReport.Counts;
import io.sluice.spec.report.RunReport.Data;
import io.sluice.spec.report.RunReport.End;
import io.sluice.spec.report.RunReport.FileReport;
import io.sluice.spec.report.RunReport.FilterSummary;
import io.sluice.spec.report.RunReport.Findings;
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
import java.util.stream.Collectors;

/** Gathers what becomes known as a run goes on, and makes its report at any point of it. */
public final class Reports {
  private final Run run;
  private final StageClock clock;
  private final List<String> warnings = new ArrayList<>();
  private final Map<String, String> settings = new LinkedHashMap<>();
  private Listing listing = new Listing(List.of(), List.of());
  private List<InspectedFile> inspected = List.of();
  private Optional<IngestPlan> planned = Optional.empty();
  private Optional<WriteResult> written = Optional.empty();
  private List<Output> outputs = List.of();
  private List<QualityResult> quality = List.of();

  public Reports(Run run, StageClock clock) {
    this.run = run;
    this.clock = clock;
  }

  public void warn(List<String> texts) {
    warnings.addAll(texts);
  }

  public void warn(String text) {
    warnings.add(text);
  }

  public void setting(String name, String value) {
    settings.put(name, value);
  }

  public void claimed(Claim claim) {
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

  /** What the source path led to. */
  public void listed(Listing value) {
    listing = value;
    warnings.addAll(listing.notes());
  }

  /** What of it turned out later to be unreadable. */
  public void alsoUnreadable(List<Unreadable> entries) {
    listing = listing.alsoUnreadable(entries);
  }

  public void inspected(List<InspectedFile> files) {
    inspected = files;
  }

  public void planned(IngestPlan value) {
    planned = Optional.of(value);
  }

  public void written(WriteResult value, List<QualityResult> rules) {
    written = Optional.of(value);
    quality = List.copyOf(rules);
    planned.ifPresent(plan -> setting("execution_path", plan.path().describe()));
  }

  /** Forgets what was found out about files that are to be read again, not all of them. */
  public void startedOver() {
    inspected = List.of();
    planned = Optional.empty();
  }

  /** With these outputs, committed. */
  public RunReport committed(List<Output> published) {
    outputs = List.copyOf(published);
    return report(RunState.COMMITTED, Optional.empty());
  }

  public RunReport report(RunState state, Optional<String> failure) {
    return new RunReport(
        new RunReport.Run(run.id(), run.spec().dataset(), run.table(), run.location()),
        new End(state, failure, run.startedAt(), Instant.now()),
        new Data(
            written.map(WriteResult::totals).orElse(Counts.ZERO),
            files(),
            outputFiles(),
            columns()),
        new Findings(
            written.map(result -> result.rejected().reasons()).orElse(List.<RejectSummary>of()),
            written.map(this::filtered).orElse(List.of()),
            quality,
            planned.map(IngestPlan::drift).orElse(List.of()),
            warnings()),
        clock.seconds(),
        settings);
  }

  /** What the readers passed over, and what steps of the spec filtered: the rest. */
  private List<FilterSummary> filtered(WriteResult result) {
    boolean withheld = run.spec().hidesValues();
    List<FilterSummary> all = new ArrayList<>();
    long left = result.totals().filtered();
    for (FilterSummary each : result.filtered()) {
      left -= each.rows();
      all.add(withheld ? new FilterSummary(each.reason(), each.rows(), each.file(), "") : each);
    }
    if (left > 0) {
      String conditions =
          run.spec().transforms().stream()
              .filter(TransformSpec.Filter.class::isInstance)
              .map(step -> ((TransformSpec.Filter) step).condition())
              .collect(Collectors.joining("; "));
      all.add(0, new FilterSummary("filter", left, "", conditions));
    }
    return all;
  }

  /** Those about rejects first: who looks at a few must see these. */
  private List<String> warnings() {
    List<String> all = new ArrayList<>();
    written.ifPresent(
        value ->
            all.addAll(
                new RejectWarnings(run, readable(), value.files(), value.rejected().reasons())
                    .texts()));
    listing.unreadableWarning().ifPresent(all::add);
    written.ifPresent(value -> all.addAll(emptyFolders(value)));
    all.addAll(warnings);
    all.addAll(InspectedFile.warnings(inspected));
    return all;
  }

  /** Where a folder's name cannot say that a text is empty, and not null. */
  private static List<String> emptyFolders(WriteResult result) {
    return result.emptyKeys().entrySet().stream()
        .map(
            of ->
                "partition key "
                    + of.getKey()
                    + " is the empty text in "
                    + of.getValue()
                    + (of.getValue() == 1 ? " row" : " rows")
                    + ": folders cannot tell it from null, so that it reads back as null")
        .toList();
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
    listing
        .unreadable()
        .forEach(entry -> files.add(FileReport.unreadable(entry.uri(), entry.why())));
    return files;
  }

  private List<OutputFile> outputFiles() {
    List<OutputFile> files = new ArrayList<>();
    for (Output output : outputs) {
      if (output.kind() == Kind.DATA) {
        List<String> partition = new ArrayList<>();
        output.partition().forEach((key, value) -> partition.add(key + "=" + value));
        files.add(
            new OutputFile(
                output.path(), String.join("/", partition), output.rows(), output.bytes()));
      }
    }
    return files;
  }

  private List<ColumnReport> columns() {
    return written.map(WriteResult::columns).orElse(List.of());
  }
}
