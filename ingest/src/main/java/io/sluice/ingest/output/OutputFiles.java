package io.sluice.ingest.output;

import io.sluice.ingest.place.Folders;
import io.sluice.ingest.store.PendingSink;
import io.sluice.ingest.store.RunFiles;
import io.sluice.ingest.store.Storage;
import io.sluice.parquet.ByteSink;
import io.sluice.parquet.partition.FileFactory;
import io.sluice.parquet.partition.FileFactory.OpenedFile;
import io.sluice.parquet.partition.WrittenFile;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/** The pending files of one attempt of one task. Not thread-safe. */
public final class OutputFiles implements FileFactory {
  private final Storage storage;
  private final RunFiles run;
  private final int task;
  private final Folders folders;
  private final UnaryOperator<ByteSink> wrapping;
  private final Map<String, PendingSink> sinks = new HashMap<>();

  /**
   * @param folders where each partition's files go
   * @param wrapping put around each file's sink
   */
  public OutputFiles(
      Storage storage, RunFiles run, int task, Folders folders, UnaryOperator<ByteSink> wrapping) {
    this.storage = storage;
    this.run = run;
    this.task = task;
    this.folders = folders;
    this.wrapping = wrapping;
  }

  @Override
  public OpenedFile create(String partitionPath, int sequence) throws IOException {
    String path = run.relativePath(folders.of(partitionPath), task, sequence);
    PendingSink sink = storage.begin(run, path);
    sinks.put(path, sink);
    return new OpenedFile(path, wrapping.apply(sink));
  }

  /** What a file that is complete is to its run. */
  public TableOutput output(WrittenFile file) {
    return new TableOutput(
        sinks.get(file.path()).file(),
        file.partition(),
        file.summary().rows(),
        file.summary().bytes(),
        file.sources());
  }

  /** Gives up all files, complete ones too. */
  public void abandon() throws IOException {
    for (PendingSink sink : sinks.values()) {
      sink.abort();
    }
  }
}
