package io.sluice.ingest.publish;

import io.sluice.ingest.store.PendingSink;
import io.sluice.ingest.store.RunFiles;
import io.sluice.ingest.store.Storage;
import io.sluice.ingest.store.Storages;
import io.sluice.ledger.Manifest.Output;
import io.sluice.ledger.Manifest.SourceRows;
import io.sluice.parquet.FileSummary;
import io.sluice.parquet.WriterOptions;
import io.sluice.parquet.copy.RowCopier;
import io.sluice.parquet.copy.RowCopier.RowRange;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Takes the rows of some source files out of published Parquet files, by writing these again
 * without them: what happens to a file's old rows when a corrected version arrives.
 */
final class RowRemover {
  private final Storage storage;
  private final RunFiles run;
  private final WriterOptions options;
  private int rewritten;

  /**
   * @param run the run that removes the rows, at the table's location
   */
  RowRemover(Storages storages, RunFiles run, WriterOptions options) throws IOException {
    this.storage = storages.at(run.location());
    this.run = run;
    this.options = options;
  }

  /** Writes what is left of a file beside it. */
  Optional<Output> remove(Output file, Set<String> removed) throws IOException {
    return remove(file, removed, folder(file.path()));
  }

  /**
   * Writes what is left of a file when the sources' rows are gone, with the same columns, types and
   * order of rows, as a pending file of the same partition.
   *
   * @param removed URIs of source files
   * @param folder where to, below the table's location; empty: there
   * @return empty if nothing is left: the file is to be removed and nothing takes its place
   * @throws IOException if the file cannot be read, or does not have the rows it should have
   */
  Optional<Output> remove(Output file, Set<String> removed, String folder) throws IOException {
    List<RowRange> kept = new ArrayList<>();
    List<SourceRows> left = new ArrayList<>();
    long rows = 0;
    List<SourceRows> sources = new ArrayList<>(file.sources());
    sources.sort(Comparator.comparingLong(SourceRows::firstRow));
    for (SourceRows source : sources) {
      if (!removed.contains(source.uri())) {
        kept.add(new RowRange(source.firstRow(), source.rows()));
        left.add(new SourceRows(source.uri(), rows, source.rows()));
        rows += source.rows();
      }
    }
    if (kept.isEmpty()) {
      return Optional.empty();
    }
    String name = run.rewriteName(rewritten++);
    PendingSink sink = storage.begin(run, folder.isEmpty() ? name : folder + "/" + name);
    try {
      FileSummary summary =
          RowCopier.copy(StoredParquet.open(storage, file.path()), kept, sink, options);
      return Optional.of(
          new Output(
              file.kind(),
              sink.file().path(),
              sink.file().handle(),
              file.partition(),
              rows,
              summary.bytes(),
              left));
    } catch (IOException | RuntimeException e) {
      sink.abort();
      throw e;
    }
  }

  /** Below the table's location; empty for the location itself. */
  private String folder(String path) {
    int from = run.location().length() + 1;
    return path.substring(from, Math.max(from, path.lastIndexOf('/')));
  }
}
