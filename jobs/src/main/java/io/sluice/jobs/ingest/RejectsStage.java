package io.sluice.jobs.ingest;

import io.sluice.jobs.prepare.Session;
import io.sluice.parquet.WriterOptions;
import io.sluice.spark.publish.PendingArea;
import io.sluice.spark.publish.Publisher;
import io.sluice.spark.publish.TableOutput;
import io.sluice.spark.read.ReadRequest;
import io.sluice.spark.reject.RejectsTable;
import io.sluice.spark.write.WriteResult;
import io.sluice.spec.DatasetSpec;
import java.io.IOException;
import java.util.List;

/** Turns the rejects that tasks left into pending files of the rejects table. */
final class RejectsStage {
  private final Run run;
  private final Session session;

  RejectsStage(Run run, Session session) {
    this.run = run;
    this.session = session;
  }

  static WriterOptions options(DatasetSpec spec) {
    return WriterOptions.DEFAULT.withCompression(spec.target().compression());
  }

  /** Leaves them pending at the location. */
  List<TableOutput> write(String location, ReadRequest read, WriteResult result)
      throws IOException {
    RejectsTable.Request request =
        new RejectsTable.Request(run.id(), location, run.startedAt(), options(run.spec()));
    return RejectsTable.write(
        session.storages(), request, read, result.spools(), result.firstRecords());
  }

  /** Writes them to the location for good. */
  void keep(String location, ReadRequest read, WriteResult result) throws IOException {
    List<TableOutput> outputs = write(location, read, result);
    new Publisher(session.storages(), location)
        .publish(outputs.stream().map(TableOutput::pendingFile).toList(), List.of());
    new PendingArea(location, run.id()).discard(session.storages());
  }
}
