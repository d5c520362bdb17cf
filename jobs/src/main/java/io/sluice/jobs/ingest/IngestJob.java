package io.sluice.jobs.ingest;

import io.sluice.catalog.Table;
import io.sluice.jobs.ExitCode;
import io.sluice.jobs.JobException;
import io.sluice.jobs.console.ProgressPrinter;
import io.sluice.jobs.inspect.InspectedFile;
import io.sluice.jobs.inspect.Inspector;
import io.sluice.jobs.inspect.Sources;
import io.sluice.jobs.lake.Lake;
import io.sluice.jobs.lake.PublishLock;
import io.sluice.jobs.prepare.Prepared;
import io.sluice.jobs.prepare.Preparer;
import io.sluice.jobs.prepare.Session;
import io.sluice.jobs.publish.ManifestBuilder;
import io.sluice.jobs.publish.Publication;
import io.sluice.jobs.publish.Recovery;
import io.sluice.jobs.source.Listing;
import io.sluice.jobs.source.SourceLister;
import io.sluice.jobs.target.Target;
import io.sluice.jobs.target.TargetFolder;
import io.sluice.ledger.Claim;
import io.sluice.ledger.Manifest;
import io.sluice.spark.publish.TableOutput;
import io.sluice.spark.rewrite.RowRemover;
import io.sluice.spark.write.WriteResult;
import io.sluice.spec.DatasetSpec;
import io.sluice.spec.report.RunReport;
import io.sluice.spec.report.RunReport.QualityResult;
import io.sluice.spec.report.RunReport.RunState;
import io.sluice.spec.report.RunReports;
import io.sluice.transforms.QualityVerdict;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The main job: the new and changed files of one dataset become rows of its table, each of their
 * records accounted for, all of it or nothing.
 */
public final class IngestJob {
  private final Run run;
  private final Lake lake;
  private final Session session;
  private final ProgressPrinter progress;
  private final StageClock clock = new StageClock();
  private final Reports reports;
  private final String location;

  public IngestJob(DatasetSpec spec, Lake lake, Session session, ProgressPrinter progress) {
    this.run = Run.begin(spec);
    this.lake = lake;
    this.session = session;
    this.progress = progress;
    this.location = lake.location(spec.target());
    this.reports = new Reports(run, location, clock);
  }

  /** How a run ended: its report, and for a failed one what failed. */
  public record Outcome(RunReport report, Optional<JobException> failure) {
    public ExitCode exitCode() {
      return failure.map(JobException::exitCode).orElse(ExitCode.DONE);
    }
  }

  /**
   * Runs it. Whatever goes wrong is in the outcome, and nothing of the run is in the table; except
   * where publishing was interrupted, which the outcome then says, and the next run finishes.
   */
  public Outcome run() {
    boolean begun = false;
    try {
      reports.warn(recover());
      Listing listing = stage("list", this::list);
      lake.ledger().begin(run.id(), run.spec().dataset(), run.table(), run.startedAt());
      begun = true;
      Claim claim = clock.time("claim", () -> lake.ledger().claim(run.id(), listing.files()));
      reports.claimed(claim);
      if (claim.fresh().isEmpty() && claim.changed().isEmpty()) {
        return nothingToDo(listing);
      }
      session.startAhead(Session.Need.of(run.spec()));
      List<InspectedFile> files = stage("inspect", () -> inspect(claim));
      if (files.stream().allMatch(InspectedFile::empty) && claim.changed().isEmpty()) {
        return committed(RunState.COMMITTED);
      }
      Prepared prepared = stage("prepare", () -> prepare(files));
      WriteResult written = stage("write", () -> write(prepared));
      stage("publish", () -> publish(prepared, written));
      return new Outcome(reports.report(RunState.COMMITTED, Optional.empty()), Optional.empty());
    } catch (Throwable e) {
      // All of them: Scala throws checked exceptions undeclared, Spark's failed jobs among them.
      return failed(Failures.of(e), begun);
    } finally {
      progress.finish();
    }
  }

  private <T> T stage(String name, Supplier<T> work) {
    session.requireGoingOn();
    return clock.time(name, work);
  }

  private List<String> recover() {
    return unchecked(() -> new Recovery(lake, session::storages).finishOrphans(run.spec()));
  }

  private Listing list() {
    progress.stage("listing " + run.spec().source().path());
    Listing listing = SourceLister.of(run.spec().source().path()).list(run.spec().source().path());
    reports.warn(listing.notes());
    return listing;
  }

  private List<InspectedFile> inspect(Claim claim) {
    int count = claim.fresh().size() + claim.changed().size();
    progress.stage("looking into " + count + (count == 1 ? " file" : " files"));
    List<InspectedFile> files = new Inspector(run.spec(), new Sources(session)).inspect(claim);
    reports.inspected(files);
    reports.warn(InspectedFile.warnings(files));
    return files;
  }

  private Prepared prepare(List<InspectedFile> files) {
    progress.stage("preparing");
    Prepared prepared =
        new Preparer(run.spec(), lake, session, new Sources(session))
            .prepare(files, run.id(), run.startedAt());
    reports.prepared(prepared);
    unchecked(
        () -> {
          new TargetFolder(session.storages()).requireOurs(prepared.target());
          return null;
        });
    return prepared;
  }

  private WriteResult write(Prepared prepared) {
    WriteResult written = new Writing(run, session, progress, reports).write(prepared);
    List<QualityResult> quality =
        QualityVerdict.of(run.spec().quality(), written.flagged(), written.totals().written());
    reports.written(written, quality);
    try {
      new Limits(run.spec()).check(written.totals(), written.rejects(), quality);
    } catch (JobException e) {
      keepRefused(prepared, written);
      throw e;
    }
    return written;
  }

  private void keepRefused(Prepared prepared, WriteResult written) {
    unchecked(
        () -> {
          new RejectsStage(run, session)
              .keep(lake.refusedLocation(run.table()), prepared.request(), written);
          return null;
        });
  }

  /**
   * Under the table's lock: what is removed, the table's columns and the ledger must fit together.
   */
  private Void publish(Prepared prepared, WriteResult written) {
    progress.stage("publishing");
    return unchecked(
        () ->
            PublishLock.holding(
                lake.publishLock(run.table()), () -> publishLocked(prepared, written)));
  }

  private Void publishLocked(Prepared prepared, WriteResult written) throws IOException {
    Publication publication = new Publication(lake, session.storages());
    Manifest manifest =
        new ManifestBuilder(lake, run.spec(), run.table(), this::remover)
            .build(
                prepared.files(),
                prepared.readable(),
                written.outputs(),
                rejects(prepared, written));
    reports.manifest(manifest);
    Table table = putTable(prepared);
    String report = json(RunState.COMMITTED, Optional.empty());
    publication.keepPendingReport(run.id(), report);
    session.requireGoingOn();
    lake.ledger().record(run.id(), manifest);
    publication.carryOut(run.id(), manifest, table, report);
    return null;
  }

  private List<TableOutput> rejects(Prepared prepared, WriteResult written) throws IOException {
    return new RejectsStage(run, session)
        .write(prepared.target().rejectsLocation(), prepared.request(), written);
  }

  private RowRemover remover(Manifest.Kind kind) {
    return switch (kind) {
      case DATA -> new RowRemover(session.spark(), location, run.id(), Writing.options(run.spec()));
      case REJECTS ->
          new RowRemover(
              session.spark(),
              Lake.rejectsLocation(location),
              run.id(),
              RejectsStage.options(run.spec()));
    };
  }

  /** The table as the catalog has it now, with this run's columns. */
  private Table putTable(Prepared prepared) {
    Optional<Table> now =
        lake.catalog().table(run.spec().target().database(), run.spec().target().table());
    Target target =
        new Preparer(run.spec(), lake, session, new Sources(session))
            .resolve(now, prepared.target().columns(), prepared.schema());
    return lake.catalog().put(target.table());
  }

  private Outcome nothingToDo(Listing listing) {
    if (listing.files().isEmpty()) {
      reports.warn(List.of("there is no file at " + run.spec().source().path()));
    }
    reports.setting("files_found", Integer.toString(listing.files().size()));
    return committed(RunState.NOTHING_TO_DO);
  }

  /** Ends a run that has no row to write. */
  private Outcome committed(RunState state) {
    String report = json(state, Optional.empty());
    lake.ledger().record(run.id(), new Manifest(List.of(), List.of()));
    lake.ledger().commit(run.id(), Instant.now(), report);
    keepReport(report);
    return new Outcome(reports.report(state, Optional.empty()), Optional.empty());
  }

  private Outcome failed(JobException cause, boolean begun) {
    Standing standing = begun ? standing() : Standing.UNKNOWN;
    JobException failure =
        switch (standing) {
          case RECORDED -> afterRecording(cause);
          case PENDING -> session.askedToStop() ? interrupted(cause) : cause;
          case UNKNOWN -> cause;
        };
    RunState state = failure.exitCode() == ExitCode.REFUSED ? RunState.REFUSED : RunState.FAILED;
    RunReport report = reports.report(state, Optional.of(failure.getMessage()));
    if (standing == Standing.PENDING) {
      try {
        undo(failure, RunReports.toJson(report));
      } catch (RuntimeException e) {
        // The next run of the dataset undoes what could not be undone now.
        failure.addSuppressed(e);
      }
    }
    return new Outcome(report, Optional.of(failure));
  }

  /** How far a run got: once the ledger has its manifest, it is carried through, never undone. */
  private enum Standing {
    PENDING,
    RECORDED,
    /** The next run finds out, and undoes or carries through. */
    UNKNOWN
  }

  private Standing standing() {
    try {
      return lake.ledger().manifest(run.id()).isPresent() ? Standing.RECORDED : Standing.PENDING;
    } catch (RuntimeException e) {
      return Standing.UNKNOWN;
    }
  }

  private static JobException afterRecording(JobException failure) {
    return new JobException(
        failure.exitCode(),
        failure.getMessage()
            + ". The run had been recorded by then: what of it is not in the table yet, the next"
            + " run of the dataset puts there",
        failure);
  }

  /** Whatever it was that failed then: it failed of being stopped. */
  private static JobException interrupted(JobException failure) {
    return new JobException(
        ExitCode.FAILED,
        "interrupted: nothing of this run is in the table, and its files are free for the next",
        failure);
  }

  private void undo(JobException failure, String report) {
    unchecked(
        () -> {
          new Publication(lake, session.storages()).discardPending(run.id(), location);
          lake.ledger().abort(run.id(), Instant.now(), failure.getMessage(), Optional.of(report));
          keepReport(report);
          return null;
        });
  }

  private void keepReport(String report) {
    unchecked(
        () -> {
          new Publication(lake, session.storages()).keepReport(run.id(), report);
          return null;
        });
  }

  private String json(RunState state, Optional<String> failure) {
    return RunReports.toJson(reports.report(state, failure));
  }

  private interface Work<T> {
    T get() throws IOException;
  }

  private static <T> T unchecked(Work<T> work) {
    try {
      return work.get();
    } catch (IOException e) {
      throw new UncheckedIOException(e.getMessage(), e);
    }
  }
}
