package io.sluice.ingest.publish;

import io.sluice.ingest.account.WriteResult.Rejected;
import io.sluice.ingest.lake.Run;
import io.sluice.ingest.output.TableOutput;
import io.sluice.ingest.read.ReadRequest;
import io.sluice.ingest.reject.RejectsTable;
import io.sluice.ingest.store.RunFiles;
import io.sluice.ingest.store.Storage;
import io.sluice.ingest.store.Storages;
import io.sluice.parquet.WriterOptions;
import io.sluice.spec.DatasetSpec;
import java.io.IOException;
import java.util.List;

/** Turns the rejects that tasks left into pending files of the rejects table. */
public final class RejectFiles {
  private final Run run;
  private final Storages storages;

  public RejectFiles(Run run, Storages storages) {
    this.run = run;
    this.storages = storages;
  }

  static WriterOptions options(DatasetSpec spec) {
    return WriterOptions.DEFAULT.withCompression(spec.target().compression());
  }

  /** Leaves them pending at the location. */
  public List<TableOutput> write(String location, ReadRequest read, Rejected rejected)
      throws IOException {
    RejectsTable.Request request =
        new RejectsTable.Request(
            new RunFiles(location, run.id()), run.startedAt(), options(run.spec()));
    return RejectsTable.write(storages, request, read, rejected.spools(), rejected.firstRecords());
  }

  /** Writes them to the location for good. */
  public void keep(String location, ReadRequest read, Rejected rejected) throws IOException {
    Storage storage = storages.at(location);
    try {
      List<TableOutput> outputs = write(location, read, rejected);
      storage.publish(location, outputs.stream().map(TableOutput::file).toList());
    } finally {
      storage.discard(new RunFiles(location, run.id()));
    }
  }
}
