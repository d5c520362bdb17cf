package io.sluice.jobs.ingest;

import io.sluice.jobs.console.Progress;
import io.sluice.jobs.console.ProgressPrinter;
import io.sluice.jobs.prepare.Prepared;
import io.sluice.jobs.prepare.Session;
import io.sluice.parquet.WriterOptions;
import io.sluice.parquet.partition.PartitionScheme;
import io.sluice.spark.read.HiddenColumns;
import io.sluice.spark.read.ReadRequest;
import io.sluice.spark.read.SluiceRead;
import io.sluice.spark.read.SluiceReader;
import io.sluice.spark.read.SourceFile;
import io.sluice.spark.write.ProgressListener;
import io.sluice.spark.write.SparkIngest;
import io.sluice.spark.write.WriteRequest;
import io.sluice.spark.write.WriteResult;
import io.sluice.spec.DatasetSpec;
import io.sluice.transforms.TransformPlan;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The stage that reads for good: from byte ranges to pending files. */
final class Writing {
  private final Run run;
  private final Session session;
  private final ProgressPrinter progress;

  Writing(Run run, Session session, ProgressPrinter progress) {
    this.run = run;
    this.session = session;
    this.progress = progress;
  }

  WriteResult write(Prepared prepared) {
    SluiceRead read = SluiceReader.read(session.context(), prepared.request(), prepared.mode());
    WriteRequest request =
        new WriteRequest(
            run.id(),
            prepared.target().location(),
            new PartitionScheme(run.spec().target().partitionBy(), prepared.target().columns()),
            options(run.spec()),
            run.spec().target().fileSize());
    ProgressListener listener = listener(prepared.request());
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
