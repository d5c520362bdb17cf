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
import io.sluice.ingest.publish.PartitionsMovedException;
import io.sluice.ingest.publish.Publication;
import io.sluice.ingest.publish.Publishing;
import io.sluice.ingest.publish.RejectFiles;
import io.sluice.ingest.recover.Recovery;
import io.sluice.ingest.recover.Recovery.Recovered;
import io.sluice.ingest.report.Reports;
import io.sluice.ingest.report.StageClock;
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
import io.sluice.spec.DatasetSpec;
import io.sluice.spec.SourceSpec.DuplicateContent;
import io.sluice.spec.report.RunReport;
import io.sluice.spec.report.RunReport.QualityResult;
import io.sluice.spec.report.RunReport.RunState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * The ingest: the new and changed files of one dataset become rows of its table, each of their
 * records accounted for, all of it or nothing. For any host: a {@link TaskRunner} brings what runs
 * the tasks.
 */
public final class Ingest {
  /** Writing again must end some time; who corrects a table so often does it from one run. */
  private static final int MOST_OVERTAKEN = 5;

  /** Refused runs of a table whose rejects are kept. */
  private static final int MOST_REFUSED = 10;

  private final IngestOrder order;
  private final Run run;
  private final Lake lake;
  private final TaskRunner runner;
  private final Stop stop;
  private final ProgressPrinter progress;
  private final StageClock clock = new StageClock();
  private final Reports reports;

  /** How often other runs moved partitions while this one wrote into them. */
  private int overtaken;

  /** What the run may change, once it has begun. */
  private Lease lease;

  /**
   * Of whatever is new or changed at the spec's {@code source.path}.
   *
   * @param engine what the runner is and why it was chosen, for the report
   */
  public Ingest(
      DatasetSpec spec,
      Lake lake,
      TaskRunner runner,
      String engine,
      Stop stop,
      ProgressPrinter progress) {
    this(IngestOrder.of(spec), lake, runner, engine, stop, progress);
  }

  /**
   * @param engine what the runner is and why it was chosen, for the report
   */
  public Ingest(
      IngestOrder order,
      Lake lake,
      TaskRunner runner,
      String engine,
      Stop stop,
      ProgressPrinter progress) {
    this.order = order;
    this.run = Run.begin(order.spec(), lake, order.runId());
    this.lake = lake;
    this.runner = runner;
    this.stop = stop;
    this.progress = progress;
    this.reports = new Reports(run, clock);
    reports.setting("engine", engine);
  }

  /**
   * Runs it. Whatever goes wrong is in the outcome, and nothing of the run is in the table; except
   * where publishing was interrupted, which the outcome then says, and the next run finishes.
   */
  public Outcome run() {
    try {
      return stages();
    } catch (Throwable e) {
      // All of them: Scala throws checked exceptions undeclared, Spark's failed jobs among them.
      return new Undoing(run, lake, runner, stop, reports).failed(e, Optional.ofNullable(lease));
    } finally {
      progress.finish();
    }
  }

  private Outcome stages() {
    // First: a dead run into a table that never came to be would keep its place.
    stage("recover", this::recover);
    new TargetPlace(lake).require(run.spec());
    Listing listing = stage("list", this::list);
    Claim claim = stage("claim", () -> claim(listing));
    while (!claim.isEmpty()) {
      Reading reading = read(claim);
      if (!reading.lost().isEmpty()) {
        claim = leave(claim, reading.lost());
      } else {
        Optional<Outcome> finished = finish(reading.written());
        if (finished.isPresent()) {
          return finished.get();
        }
      }
    }
    return stage("publish", () -> nothingToDo(listing));
  }

  /**
   * What came of reading the claimed files.
   *
   * @param written absent if all of them are empty, or some changed
   * @param lost those that changed or became unreadable meanwhile: nothing of the reading may be
   *     believed
   */
  private record Reading(Optional<Written> written, List<Lost> lost) {}

  private record Written(IngestPlan plan, WriteResult result) {}

  private Reading read(Claim claim) {
    try {
      List<InspectedFile> files = stage("inspect", () -> inspect(claim));
      if (files.stream().allMatch(InspectedFile::empty) && claim.changed().isEmpty()) {
        return new Reading(Optional.empty(), List.of());
      }
      IngestPlan plan = stage("prepare", () -> plan(files));
      WriteResult written = stage("write", () -> write(plan));
      List<Lost> lost = stage("check", () -> sinceListing().of(claim.taken()));
      return new Reading(Optional.of(new Written(plan, written)), lost);
    } catch (RuntimeException e) {
      // What somebody still writes may be cut off anywhere, and fails in as many ways.
      List<Lost> lost = stop.requested() ? List.of() : lost(claim, e);
      if (lost.isEmpty()) {
        throw e;
      }
      return new Reading(Optional.empty(), lost);
    }
  }

  /** Empty if what was written lies where it must not be published: it is to be written again. */
  private Optional<Outcome> finish(Optional<Written> written) {
    if (written.isEmpty()) {
      return Optional.of(stage("publish", () -> ended(RunState.COMMITTED)));
    }
    IngestPlan plan = written.get().plan();
    WriteResult result = written.get().result();
    stage("check", () -> requireWithinLimits(plan, result));
    stage("recover", this::recoverMoves);
    try {
      stage("publish", () -> publish(plan, result));
    } catch (PartitionsMovedException e) {
      if (++overtaken == MOST_OVERTAKEN) {
        throw e;
      }
      stage("undo", this::discardPending);
      reports.startedOver();
      return Optional.empty();
    }
    cleanUp();
    return Optional.of(Outcome.done(reports.report(RunState.COMMITTED, Optional.empty())));
  }

  /** The run is committed: nothing that goes wrong now makes it a failure. */
  private void cleanUp() {
    try {
      clock.time("clean", unchecked(() -> clean(run.spec().target().keepReplaced().isZero())));
    } catch (RuntimeException e) {
      reports.warn(
          "files that this run replaced could not be deleted: "
              + Failures.of(e).getMessage()
              + ". The next run into the table tries again, or 'sluice vacuum'");
    }
  }

  private <T> T stage(String name, IoSupplier<T> work) {
    stop.requireGoingOn();
    return clock.time(name, unchecked(work));
  }

  /** Any run into the table, whichever dataset's, finishes what is dead there. */
  private Void recover() throws IOException {
    finishOrphans();
    return clean(true);
  }

  /**
   * Where readers list folders, who died since this run began may have been about to move its
   * partitions, or have moved half of them.
   */
  private Void recoverMoves() {
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

  private Void clean(boolean due) throws IOException {
    if (due) {
      new Cleaning(lake, runner.storages())
          .clean(run.spec().target().keepReplaced(), record -> record.table().equals(run.table()));
    }
    return null;
  }

  private Listing list() {
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

  private Claim claim(Listing listing) {
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

  private List<InspectedFile> inspect(Claim claim) {
    runner.startAhead(run.spec());
    int count = claim.fresh().size() + claim.changed().size();
    progress.stage("inspecting " + count + (count == 1 ? " file" : " files"));
    List<InspectedFile> files = new Inspector(run.spec(), sources()).inspect(claim);
    reports.inspected(files);
    return files;
  }

  private Sources sources() {
    return new Sources(runner.storages(), stop);
  }

  private IngestPlan plan(List<InspectedFile> files) {
    progress.stage("preparing");
    IngestPlan plan =
        new Planner(run.spec(), lake, runner, sources()).plan(files, run.id(), run.startedAt());
    reports.planned(plan);
    return plan;
  }

  private WriteResult write(IngestPlan plan) {
    return new Writing(runner, stop, progress, reports::warnOfReading)
        .write(run.spec(), plan, run.id());
  }

  private Void requireWithinLimits(IngestPlan plan, WriteResult written) throws IOException {
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

  private SinceListing sinceListing() {
    return new SinceListing(lister(), runner.storages());
  }

  private List<Lost> lost(Claim claim, RuntimeException failure) {
    try {
      return sinceListing().of(claim.taken(), failure);
    } catch (RuntimeException e) {
      failure.addSuppressed(e);
      return List.of();
    }
  }

  /**
   * Leaves files to the next run that are still being written or cannot be read any more; the
   * others are read again.
   */
  private Claim leave(Claim claim, List<Lost> lost) {
    List<Unreadable> unreadable = Lost.unreadable(lost);
    reports.alsoUnreadable(unreadable);
    if (!unreadable.isEmpty()) {
      new Listing(List.of(), List.of(), unreadable).requireReadable(run.spec().source());
    }
    List<String> uris = lost.stream().map(Lost::uri).toList();
    stage(
        "undo",
        () -> {
          discardPending();
          lake.ledger().release(lease, uris);
          return null;
        });
    reports.startedOver();
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

  private Void discardPending() throws IOException {
    new Publication(lake, runner.storages()).discardPending(run.id(), run.location());
    return null;
  }

  private Void publish(IngestPlan plan, WriteResult written) throws IOException {
    progress.stage("publishing");
    publishing().publish(plan, written, reports::committed);
    return null;
  }

  private Publishing publishing() {
    return new Publishing(lake, run, lease, runner.storages(), stop);
  }

  private Outcome nothingToDo(Listing listing) throws IOException {
    if (listing.files().isEmpty() && listing.unreadable().isEmpty()) {
      reports.warn("there is no file at " + run.spec().source().path());
    }
    reports.setting("files_found", Integer.toString(listing.files().size()));
    return ended(RunState.NOTHING_TO_DO);
  }

  /** Ends a run that has no row to write. */
  private Outcome ended(RunState state) throws IOException {
    RunReport report = reports.report(state, Optional.empty());
    publishing().publishNothing(report);
    return Outcome.done(report);
  }

  /** A stage's work. */
  private interface IoSupplier<T> {
    T get() throws IOException;
  }

  private static <T> Supplier<T> unchecked(IoSupplier<T> work) {
    return () -> {
      try {
        return work.get();
      } catch (IOException e) {
        throw new UncheckedIOException(e.getMessage(), e);
      }
    };
  }
}
