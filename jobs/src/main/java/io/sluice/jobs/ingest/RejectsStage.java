package io.sluice.jobs.ingest;

import io.sluice.jobs.prepare.Session;
import io.sluice.parquet.WriterOptions;
import io.sluice.spark.publish.TableOutput;
import io.sluice.spark.read.ReadRequest;
import io.sluice.spark.reject.RejectsTable;
import io.sluice.spark.write.WriteResult;
import java.io.IOException;
import java.util.List;

/** Turns the rejects that tasks left into pending files of the rejects table. */
final class RejectsStage {
  private final Run run;
  private final Session session;
  private final String location;

  RejectsStage(Run run, Session session, String location) {
    this.run = run;
    this.session = session;
    this.location = location;
  }

  List<TableOutput> write(ReadRequest read, WriteResult result) throws IOException {
    RejectsTable.Request request =
        new RejectsTable.Request(
            run.id(),
            location,
            run.startedAt(),
            WriterOptions.DEFAULT.withCompression(run.spec().target().compression()));
    return RejectsTable.write(
        session.storages(), request, read, result.spools(), result.firstRecords());
  }
}
