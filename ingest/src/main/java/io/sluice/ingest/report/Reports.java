package io.sluice.ingest.report;

import io.sluice.ingest.account.WriteResult;
import io.sluice.ingest.inspect.InspectedFile;
import io.sluice.ingest.lake.Run;
import io.sluice.ingest.plan.IngestPlan;
import io.sluice.ingest.source.Listing;
import io.sluice.ingest.source.Listing.Unreadable;
import io.sluice.ledger.Claim;
import io.sluice.ledger.Manifest.Output;
import io.sluice.spec.report.RunReport;
import io.sluice.spec.report.RunReport.End;
import io.sluice.spec.report.RunReport.FileReport;
import io.sluice.spec.report.RunReport.Findings;
import io.sluice.spec.report.RunReport.QualityResult;
import io.sluice.spec.report.RunReport.RunState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Gathers what becomes known as a run goes on, and makes its report at any point of it. */
public final class Reports {
  private final Run run;
  private final StageClock clock;
  private final List<String> warnings = new ArrayList<>();
  private final Map<String, String> settings = new LinkedHashMap<>();
  private Listing listing = new Listing(List.of(), List.of());
  private Attempt attempt;

  public Reports(Run run, StageClock clock) {
    this.run = run;
    this.clock = clock;
    this.attempt = new Attempt(run);
  }

  public void warn(List<String> texts) {
    warnings.addAll(texts);
  }

  public void warn(String text) {
    warnings.add(text);
  }

  /** Of how the files were read: forgotten when they are read again. */
  public void warnOfReading(String text) {
    attempt.warn(text);
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
    attempt.inspected(files);
  }

  public void planned(IngestPlan value) {
    attempt.planned(value);
  }

  public void written(WriteResult value, List<QualityResult> rules) {
    attempt.written(value, rules);
  }

  /** Forgets all that was found out about files that are to be read again, not all of them. */
  public void startedOver() {
    attempt = new Attempt(run);
  }

  /** With these outputs, committed. */
  public RunReport committed(List<Output> published) {
    attempt.committed(published);
    return report(RunState.COMMITTED, Optional.empty());
  }

  public RunReport report(RunState state, Optional<String> failure) {
    Map<String, String> all = new LinkedHashMap<>(settings);
    all.putAll(attempt.settings());
    return new RunReport(
        new RunReport.Run(run.id(), run.spec().dataset(), run.table(), run.location()),
        new End(state, failure, run.startedAt(), Instant.now()),
        attempt.data(
            listing.unreadable().stream()
                .map(entry -> FileReport.unreadable(entry.uri(), entry.why()))
                .toList()),
        new Findings(
            attempt.rejected(), attempt.filtered(), attempt.quality(), attempt.drift(), warnings()),
        clock.seconds(),
        all);
  }

  /** Those about rejects first: who looks at a few must see these. */
  private List<String> warnings() {
    List<String> all = new ArrayList<>(attempt.rejectWarnings());
    listing.unreadableWarning().ifPresent(all::add);
    all.addAll(attempt.emptyFolders());
    all.addAll(warnings);
    all.addAll(attempt.warnings());
    return all;
  }
}
