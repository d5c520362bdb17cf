package io.sluice.jobs.ingest;

import io.sluice.jobs.console.Progress;
import io.sluice.jobs.console.ProgressPrinter;
import io.sluice.jobs.prepare.Prepared;
import io.sluice.jobs.prepare.Session;
import io.sluice.parquet.WriterOptions;
import io.sluice.parquet.partition.PartitionScheme;
import io.sluice.spark.read.GuessedCuts;
import io.sluice.spark.read.HiddenColumns;
import io.sluice.spark.read.ReadRequest;
import io.sluice.spark.read.SluiceRead;
import io.sluice.spark.read.SluiceReader;
import io.sluice.spark.read.SourceFile;
import io.sluice.spark.write.ProgressListener;
import io.sluice.spark.write.SparkIngest;
import io.sluice.spark.write.WriteException;
import io.sluice.spark.write.WriteRequest;
import io.sluice.spark.write.WriteResult;
import io.sluice.spark.write.WrongCutsException;
import io.sluice.spec.DatasetSpec;
import io.sluice.transforms.TransformPlan;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The stage that reads for good: from byte ranges to pending files. Where byte ranges were guessed
 * and do not begin at records, all is done again with proven ones.
 */
final class Writing {
  private final Run run;
  private final Session session;
  private final ProgressPrinter progress;
  private final Reports reports;

  Writing(Run run, Session session, ProgressPrinter progress, Reports reports) {
    this.run = run;
    this.session = session;
    this.progress = progress;
    this.reports = reports;
  }

  WriteResult write(Prepared prepared) {
    ReadRequest request = prepared.request();
    while (true) {
      try {
        return write(prepared, request);
      } catch (WrongCutsException e) {
        request = proven(request, e.files());
      } catch (WriteException e) {
        request = blamed(request, e);
      }
    }
  }

  /** Ends, because each time at least one file more has certain cuts. */
  private ReadRequest proven(ReadRequest request, Set<Integer> files) {
    tell(request, files);
    try {
      return GuessedCuts.proven(request, files, session.storages());
    } catch (IOException e) {
      throw new UncheckedIOException(e.getMessage(), e);
    }
  }

  /**
   * What is to be read after a failure: tasks also fail of what they find where no record begins,
   * for example in an expression that no true record breaks.
   *
   * @throws WriteException the failure, if no wrong cut can be to blame
   */
  private ReadRequest blamed(ReadRequest request, WriteException failure) {
    Set<Integer> doubtful = GuessedCuts.in(request);
    if (doubtful.isEmpty() || !Blame.mayBeOfWrongCuts(failure)) {
      throw failure;
    }
    progress.stage("looking for the cause of a failure");
    try {
      ReadRequest proven = GuessedCuts.proven(request, doubtful, session.storages());
      Set<Integer> wrong = GuessedCuts.differing(request, proven);
      if (!wrong.isEmpty()) {
        tell(request, wrong);
        return proven;
      }
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
    throw failure;
  }

  private void tell(ReadRequest request, Set<Integer> files) {
    String first = request.files().get(files.iterator().next()).uri();
    String more = files.size() == 1 ? "" : " (and " + (files.size() - 1) + " more)";
    progress.stage("reading again: " + first + more + " was cut within records");
    reports.warn(
        List.of(
            first
                + more
                + ": read twice, because places guessed to read it from in parallel lay within"
                + " records. Nothing of the first reading was kept"));
  }

  private WriteResult write(Prepared prepared, ReadRequest files) {
    SluiceRead read = SluiceReader.read(session.context(), files, prepared.mode());
    WriteRequest request =
        new WriteRequest(
            run.id(),
            prepared.target().location(),
            new PartitionScheme(run.spec().target().partitionBy(), prepared.target().columns()),
            options(run.spec()),
            run.spec().target().fileSize());
    ProgressListener listener = listener(files);
    if (prepared.transforms().isEmpty()) {
      return SparkIngest.run(read, request, listener);
    }
    Dataset<Row> rows = transformed(prepared.transforms().get(), read.rows(session.spark()));
    return SparkIngest.run(read, rows, request, listener);
  }

  private static Dataset<Row> transformed(TransformPlan plan, Dataset<Row> rows) {
    Dataset<Row> transformed = plan.apply(rows);
    // A source file's rows lie together in each output, so that they can be taken out again when a
    // corrected version arrives.
    return plan.reordersRows()
        ? transformed.sortWithinPartitions(
            HiddenColumns.FILE, HiddenColumns.RANGE, HiddenColumns.RECORD)
        : transformed;
  }

  static WriterOptions options(DatasetSpec spec) {
    return WriterOptions.DEFAULT
        .withCompression(spec.target().compression())
        .withBloomFilters(spec.target().bloomFilters());
  }

  private ProgressListener listener(ReadRequest request) {
    long bytes = request.files().stream().mapToLong(SourceFile::size).sum();
    int files = request.files().size();
    return now ->
        progress.update(
            new Progress(now.bytes(), bytes, now.records(), now.rejects(), now.filesDone(), files));
  }
}
