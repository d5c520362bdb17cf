package io.sluice.ingest.publish;

import io.sluice.formats.source.Parallel;
import io.sluice.ingest.lake.Run;
import io.sluice.ingest.place.Folders;
import io.sluice.ingest.store.PendingFile;
import io.sluice.ingest.store.RunFiles;
import io.sluice.ingest.store.Storage;
import io.sluice.ingest.store.Storages;
import io.sluice.ledger.Manifest.Output;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/** Files that stay in the table as they are, copied to where their partition is moved. */
final class CarriedFiles {
  /** Copies are mostly waiting where the storage makes them. */
  private static final int AT_A_TIME = 16;

  private final Storage storage;
  private final RunFiles run;
  private final Folders folders;

  /**
   * @param folders where the run puts partitions
   */
  CarriedFiles(Storages storages, Run run, Folders folders) throws IOException {
    this.storage = storages.at(run.location());
    this.run = new RunFiles(run.location(), run.id());
    this.folders = folders;
  }

  /**
   * Copies files, with all that is known of them.
   *
   * @return pending, in the files' order
   * @throws IOException if one could not be copied; others may be pending then
   */
  List<Output> copy(List<Output> files, List<String> partitions) throws IOException {
    AtomicReference<Exception> failure = new AtomicReference<>();
    List<Output> copies = new ArrayList<>(files.size());
    Parallel.<Output>inOrder(
        files.size(),
        AT_A_TIME,
        index -> failure.get() == null ? copied(files, partitions, index, failure) : null,
        copies::add);
    Exception failed = failure.get();
    if (failed instanceof RuntimeException e) {
      throw e;
    }
    if (failed instanceof IOException e) {
      throw e;
    }
    return copies;
  }

  /** A failure is only noted, so that no copy is under way any more when it is told. */
  private Output copied(
      List<Output> files, List<String> partitions, int index, AtomicReference<Exception> failure) {
    try {
      return copy(files.get(index), partitions.get(index), index);
    } catch (IOException | RuntimeException e) {
      failure.compareAndSet(null, e);
      return null;
    }
  }

  private Output copy(Output file, String partition, int number) throws IOException {
    String name = run.copyName(number);
    String folder = folders.of(partition);
    PendingFile copy =
        storage.copy(run, file.path(), folder.isEmpty() ? name : folder + "/" + name);
    return new Output(
        file.kind(),
        copy.path(),
        copy.handle(),
        file.partition(),
        file.rows(),
        file.bytes(),
        file.sources(),
        file.dataset());
  }
}
