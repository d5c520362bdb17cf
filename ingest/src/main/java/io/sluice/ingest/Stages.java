package io.sluice.ingest;

import io.sluice.ingest.account.Limits;
import io.sluice.ingest.account.WriteResult;
import io.sluice.ingest.failure.Failures;
import io.sluice.ingest.failure.IngestException;
import io.sluice.ingest.failure.Stop;
import io.sluice.ingest.inspect.InspectedFile;
import io.sluice.ingest.inspect.Inspector;
import io.sluice.ingest.inspect.SinceListing;
import io.sluice.ingest.inspect.SinceListing.Lost;
import io.sluice.ingest.inspect.Sources;
import io.sluice.ingest.lake.Lake;
import io.sluice.ingest.lake.Run;
import io.sluice.ingest.plan.IngestPlan;
import io.sluice.ingest.plan.Planner;
import io.sluice.ingest.progress.ProgressPrinter;
import io.sluice.ingest.publish.Cleaning;
import io.sluice.ingest.publish.Publication;
import io.sluice.ingest.publish.Publishing;
import io.sluice.ingest.publish.RejectFiles;
import io.sluice.ingest.recover.Recovery;
import io.sluice.ingest.recover.Recovery.Recovered;
import io.sluice.ingest.report.Reports;
import io.sluice.ingest.run.TaskRunner;
import io.sluice.ingest.source.ListedFiles;
import io.sluice.ingest.source.Listing;
import io.sluice.ingest.source.Listing.Unreadable;
import io.sluice.ingest.source.SameContent;
import io.sluice.ingest.source.SourceLister;
import io.sluice.ingest.table.TargetPlace;
import io.sluice.ingest.transform.QualityVerdict;
import io.sluice.ingest.upkeep.Leftovers;
import io.sluice.ingest.write.Writing;
import io.sluice.ledger.Claim;
import io.sluice.ledger.Lease;
import io.sluice.ledger.RunRecord;
import io.sluice.spec.SourceSpec.DuplicateContent;
import io.sluice.spec.report.RunReport;
import io.sluice.spec.report.RunReport.QualityResult;
import io.sluice.spec.report.RunReport.RunState;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What each stage of a run does, with its part of the run's report. {@link Ingest} has their order:
 * none calls an earlier one.
 */
final class Stages {
  /** Refused runs of a table whose rejects are kept. */
  private static final int MOST_REFUSED = 10;

  private final IngestOrder order;
  private final Run run;
  private final Lake lake;
  private final TaskRunner runner;
  private final Stop stop;
  private final ProgressPrinter progress;
  private final Reports reports;

  /** What the run may change, once it has begun. */
  private Lease lease;

  Stages(
      IngestOrder order,
      Run run,
      Lake lake,
      TaskRunner runner,
      Stop stop,
      ProgressPrinter progress,
      Reports reports) {
    this.order = order;
    this.run = run;
    this.lake = lake;
    this.runner = runner;
    this.stop = stop;
    this.progress = progress;
    this.reports = reports;
  }

  /** The run's, once it has begun. */
  Optional<Lease> lease() {
    return Optional.ofNullable(lease);
  }

  /** Any run into the table, whichever dataset's, finishes what is dead there. */
  Void recover() throws IOException {
    finishOrphans();
    return clean();
  }

  /**
   * Where readers list folders, who died since this run began may have been about to move its
   * partitions, or have moved half of them.
   */
  Void recoverMoves() {
    if (lake.catalog().readersListFolders()) {
      finishOrphans();
    }
    return null;
  }

  private void finishOrphans() {
    Predicate<RunRecord> near =
        record ->
            record.table().equals(run.table()) || record.dataset().equals(run.spec().dataset());
    List<Recovered> recovered = new Recovery(lake, runner.storages()).finishOrphans(near);
    reports.warn(recovered.stream().map(Recovered::text).toList());
  }

  /** Deletes what this run has replaced, where it is not to be kept. */
  Void cleanAtOnce() throws IOException {
    return run.spec().target().keepReplaced().isZero() ? clean() : null;
  }

  private Void clean() throws IOException {
    new Cleaning(lake, runner.storages())
        .clean(run.spec().target().keepReplaced(), record -> record.table().equals(run.table()));
    return null;
  }

  void requirePlace() {
    new TargetPlace(lake).require(run.spec());
  }

  Listing list() {
    progress.stage("listing " + run.spec().source().path());
    Listing listing = lister().list(run.spec().source());
    reports.listed(listing);
    listing.requireReadable(run.spec().source());
    return listing;
  }

  private SourceLister lister() {
    SourceLister lister = runner.lister(run.spec().source().path());
    return order.files().<SourceLister>map(files -> new ListedFiles(lister, files)).orElse(lister);
  }

  Claim claim(Listing listing) {
    lease = lake.ledger().begin(run.start());
    Claim claim = lake.ledger().claim(lease, listing.files());
    reports.claimed(claim);
    return withoutCopies(claim);
  }

  /** What is left of a claim when copies of other files are dealt with as the spec says. */
  private Claim withoutCopies(Claim claim) {
    SameContent copies = SameContent.of(claim, lake.ledger(), run.spec().dataset(), run.table());
    DuplicateContent policy = run.spec().source().onDuplicateContent();
    copies.check(policy);
    if (copies.isEmpty()) {
      return claim;
    }
    reports.warn(copies.text(policy));
    if (policy == DuplicateContent.SKIP) {
      lake.ledger().release(lease, copies.uris());
      return claim.without(copies.uris());
    }
    return claim;
  }

  List<InspectedFile> inspect(Claim claim) {
    runner.startAhead(run.spec());
    int count = claim.fresh().size() + claim.changed().size();
    progress.stage("inspecting " + count + (count == 1 ? " file" : " files"));
    List<InspectedFile> files = new Inspector(run.spec(), sources()).inspect(claim);
    reports.inspected(files);
    return files;
  }

  private Sources sources() {
    return new Sources(runner.storages(), runner.kept(), stop);
  }

  IngestPlan plan(List<InspectedFile> files) {
    progress.stage("preparing");
    IngestPlan plan =
        new Planner(run.spec(), lake, runner, sources()).plan(files, run.id(), run.startedAt());
    reports.planned(plan);
    return plan;
  }

  WriteResult write(IngestPlan plan) {
    return new Writing(runner, stop, progress, reports::warnOfReading)
        .write(run.spec(), plan, run.id());
  }

  /** Claimed files that changed or became unreadable since they were listed. */
  List<Lost> lost(Claim claim) {
    return sinceListing().of(claim.taken());
  }

  /** The same after a stage failed, which such a file may explain; none if it does not. */
  List<Lost> lost(Claim claim, RuntimeException failure) {
    try {
      return sinceListing().of(claim.taken(), failure);
    } catch (RuntimeException e) {
      failure.addSuppressed(e);
      return List.of();
    }
  }

  private SinceListing sinceListing() {
    return new SinceListing(lister(), runner.storages());
  }

  /**
   * Leaves files to the next run that are still being written or cannot be read any more; the
   * others are read again.
   */
  Claim leave(Claim claim, List<Lost> lost) throws IOException {
    List<Unreadable> unreadable = Lost.unreadable(lost);
    reports.alsoUnreadable(unreadable);
    if (!unreadable.isEmpty()) {
      new Listing(List.of(), List.of(), unreadable).requireReadable(run.spec().source());
    }
    List<String> uris = lost.stream().map(Lost::uri).toList();
    startOver();
    lake.ledger().release(lease, uris);
    lost.stream()
        .filter(file -> file.unreadable().isEmpty())
        .forEach(
            file ->
                reports.warn(
                    file.uri()
                        + " changed while it was read: left out; the next run takes it as it is"
                        + " then"));
    return claim.without(uris);
  }

  /** Discards what was written, which is to be read and written again. */
  Void startOver() throws IOException {
    new Publication(lake, runner.storages()).discardPending(run.id(), run.location());
    reports.startedOver();
    return null;
  }

  Void requireWithinLimits(IngestPlan plan, WriteResult written) throws IOException {
    List<QualityResult> quality =
        QualityVerdict.of(run.spec().quality(), written.flagged(), written.totals().written());
    reports.written(written, quality);
    try {
      new Limits(run.spec()).check(written.totals(), written.rejected().reasons(), quality);
    } catch (IngestException e) {
      keepRejects(plan, written, e);
      throw e;
    }
    return null;
  }

  /** What the run is refused for counts, whether or not its rejects can be kept. */
  private void keepRejects(IngestPlan plan, WriteResult written, IngestException refusal) {
    try {
      new RejectFiles(run, runner.storages())
          .keep(lake.location().refused(run.table()), plan.request(), written.rejected());
      new Leftovers(lake, runner.storages()).boundRefused(run.table(), MOST_REFUSED);
    } catch (IOException | RuntimeException e) {
      refusal.addSuppressed(e);
      reports.warn(
          "the records that this run rejected could not be kept: "
              + Failures.of(e).getMessage()
              + ". Run again when that is repaired");
    }
  }

  Void publish(IngestPlan plan, WriteResult written) throws IOException {
    progress.stage("publishing");
    publishing().publish(plan, written, reports::committed);
    return null;
  }

  private Publishing publishing() {
    return new Publishing(lake, run, lease, runner.storages(), stop);
  }

  Outcome nothingToDo(Listing listing) throws IOException {
    if (listing.files().isEmpty() && listing.unreadable().isEmpty()) {
      reports.warn("there is no file at " + run.spec().source().path());
    }
    reports.setting("files_found", Integer.toString(listing.files().size()));
    return withoutRows(RunState.NOTHING_TO_DO);
  }

  /** Ends a run that has no row to write. */
  Outcome withoutRows(RunState state) throws IOException {
    RunReport report = reports.report(state, Optional.empty());
    publishing().publishNothing(report);
    return Outcome.done(report);
  }
}
