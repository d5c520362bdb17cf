package io.sluice.ingest.write;

import io.sluice.formats.source.ObjectSource;
import io.sluice.ingest.account.Accounting;
import io.sluice.ingest.account.ResultMerger;
import io.sluice.ingest.account.WriteResult;
import io.sluice.ingest.failure.Stop;
import io.sluice.ingest.inspect.StoppableSource;
import io.sluice.ingest.plan.IngestPlan;
import io.sluice.ingest.progress.Progress;
import io.sluice.ingest.progress.ProgressPrinter;
import io.sluice.ingest.read.GuessedSplits;
import io.sluice.ingest.read.ReadRequest;
import io.sluice.ingest.read.SourceFile;
import io.sluice.ingest.reject.RejectDetail;
import io.sluice.ingest.run.ProgressListener;
import io.sluice.ingest.run.ProgressListener.RunProgress;
import io.sluice.ingest.run.TaskRunner;
import io.sluice.ingest.run.WriteException;
import io.sluice.ingest.sink.SinkPlan;
import io.sluice.ingest.store.RunFiles;
import io.sluice.parquet.BloomColumns;
import io.sluice.parquet.WriterOptions;
import io.sluice.parquet.partition.PartitionScheme;
import io.sluice.spec.DatasetSpec;
import io.sluice.spec.report.RunReport.Counts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The stage that reads for good: from byte ranges to pending files with checked sums. Where byte
 * ranges were guessed and do not begin at records, all is done again with proven ones.
 */
public final class Writing {
  private final TaskRunner runner;
  private final Stop stop;
  private final ProgressPrinter progress;
  private final Consumer<String> warnings;

  public Writing(
      TaskRunner runner, Stop stop, ProgressPrinter progress, Consumer<String> warnings) {
    this.runner = runner;
    this.stop = stop;
    this.progress = progress;
    this.warnings = warnings;
  }

  /**
   * Writes all rows of a plan.
   *
   * @param runId names the files
   * @return what is pending at the target's location
   * @throws WriteException if a task failed for good; what could not be given up then is still
   *     pending
   * @throws io.sluice.ingest.account.AccountingException if the sums do not meet; likewise
   */
  public WriteResult write(DatasetSpec spec, IngestPlan plan, String runId) {
    ReadRequest request = plan.request();
    while (true) {
      try {
        return write(spec, plan, request, runId);
      } catch (WrongSplitsException e) {
        request = proven(request, e.files());
      } catch (WriteException e) {
        request = blamed(request, e);
      }
      discard(new RunFiles(plan.target().location(), runId));
    }
  }

  private WriteResult write(DatasetSpec spec, IngestPlan plan, ReadRequest request, String runId) {
    PartitionScheme scheme =
        new PartitionScheme(spec.target().partitionBy(), plan.target().columns());
    // Not of columns that have no value yet, which files do not have.
    List<String> bloomFilters =
        new BloomColumns(spec.target().bloomFilters()).among(scheme.fileColumns());
    SinkPlan sink =
        SinkPlan.of(
                new RunFiles(plan.target().location(), runId),
                runner.storages(),
                scheme,
                options(spec).withBloomFilters(bloomFilters),
                spec.target().fileSize(),
                runner.budget(),
                RejectDetail.of(spec))
            .into(plan.folders());
    ResultMerger results = new ResultMerger(sink.columns());
    ProgressListener listener = listener(request);
    runner.run(plan.path(), request, sink, results, listener);
    // Before anything that was read is believed, the rejects included.
    Set<Integer> wrong = GuessedSplits.wrong(request, results.ranges());
    if (!wrong.isEmpty()) {
      throw new WrongSplitsException(wrong);
    }
    WriteResult result = new Accounting(request, results).result();
    Counts totals = result.totals();
    listener.progress(
        new RunProgress(totals.bytes(), totals.read(), totals.rejected(), result.files().size()));
    return result;
  }

  /** How the table's files are written. */
  public static WriterOptions options(DatasetSpec spec) {
    return WriterOptions.DEFAULT
        .withCompression(spec.target().compression())
        .withBloomFilters(spec.target().bloomFilters());
  }

  /** Ends, because each time at least one file more has certain splits. */
  private ReadRequest proven(ReadRequest request, Set<Integer> files) {
    tell(request, files);
    try {
      return GuessedSplits.proven(request, files, this::open);
    } catch (IOException e) {
      throw new UncheckedIOException(e.getMessage(), e);
    }
  }

  /**
   * What is to be read after a failure: tasks also fail of what they find where no record begins,
   * for example in an expression that no true record breaks.
   *
   * @throws WriteException the failure, if no wrong split can be to blame
   */
  private ReadRequest blamed(ReadRequest request, WriteException failure) {
    Set<Integer> doubtful = GuessedSplits.in(request);
    if (stop.requested() || doubtful.isEmpty() || !Blame.mayBeOfWrongSplits(failure)) {
      throw failure;
    }
    progress.stage("looking for the cause of a failure");
    try {
      ReadRequest proven = GuessedSplits.proven(request, doubtful, this::open);
      Set<Integer> wrong = GuessedSplits.differing(request, proven);
      if (!wrong.isEmpty()) {
        tell(request, wrong);
        return proven;
      }
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
    throw failure;
  }

  /** Files are read through to be split for certain: until a stop is requested. */
  private ObjectSource open(SourceFile file) throws IOException {
    return new StoppableSource(file.open(runner.storages()), stop);
  }

  private void discard(RunFiles run) {
    try {
      runner.storages().at(run.location()).discard(run);
    } catch (IOException e) {
      throw new UncheckedIOException(e.getMessage(), e);
    }
  }

  private void tell(ReadRequest request, Set<Integer> files) {
    String first = request.files().get(files.iterator().next()).uri();
    String more = files.size() == 1 ? "" : " (and " + (files.size() - 1) + " more)";
    progress.stage("reading again: " + first + more + " was split within records");
    warnings.accept(
        first
            + more
            + ": read twice, because places guessed to read it from in parallel lay within records."
            + " Nothing of the first reading was kept");
  }

  private ProgressListener listener(ReadRequest request) {
    long bytes = request.files().stream().mapToLong(SourceFile::size).sum();
    int files = request.files().size();
    return now ->
        progress.update(
            new Progress(now.bytes(), bytes, now.records(), now.rejects(), now.filesDone(), files));
  }
}
