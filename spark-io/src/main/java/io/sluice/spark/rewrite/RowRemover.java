package io.sluice.spark.rewrite;

import io.sluice.parquet.FileSummary;
import io.sluice.parquet.WriterOptions;
import io.sluice.spark.publish.PendingArea;
import io.sluice.spark.store.Storages;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.SparkSession;

/**
 * Takes the rows of some source files out of published Parquet files, by writing these again
 * without them: what happens to a file's old rows when a corrected version arrives.
 */
public final class RowRemover {
  private final SparkSession session;
  private final Storages storages;
  private final String location;
  private final String runId;
  private final WriterOptions options;
  private int rewritten;

  /**
   * @param location the table's
   * @param runId the run that removes the rows: part of the new files' names
   */
  public RowRemover(SparkSession session, String location, String runId, WriterOptions options) {
    this.session = session;
    this.storages = Storages.of(session.sparkContext());
    this.location = location;
    this.runId = runId;
    this.options = options;
  }

  /** Rows {@code [firstRow, firstRow + rows)} of a file come from one source file. */
  public record SourceRows(String uri, long firstRow, long rows) {}

  /**
   * A published file of the table.
   *
   * @param sources cover all its rows
   */
  public record Published(
      String path, Map<String, String> partition, long rows, List<SourceRows> sources) {
    public Published {
      partition = Collections.unmodifiableMap(new LinkedHashMap<>(partition));
      sources = List.copyOf(sources);
    }
  }

  /**
   * What takes the place of a published file, in the same partition.
   *
   * @param pendingPath where it lies until it is published
   * @param bytes its size
   */
  public record Replacement(String pendingPath, Published file, long bytes) {}

  /**
   * Writes what is left of a file when the sources' rows are gone, with the same columns, types and
   * order of rows, as a pending file. One file at a time; not thread-safe.
   *
   * @param removed URIs of source files
   * @return empty if nothing is left: the file is to be removed and nothing takes its place
   * @throws IOException if the file cannot be read, or does not have the rows it should have
   */
  public Optional<Replacement> remove(Published file, Set<String> removed) throws IOException {
    List<SourceRows> kept = new ArrayList<>();
    List<SourceRows> left = new ArrayList<>();
    long rows = 0;
    for (SourceRows source : file.sources()) {
      if (!removed.contains(source.uri())) {
        kept.add(source);
        left.add(new SourceRows(source.uri(), rows, source.rows()));
        rows += source.rows();
      }
    }
    if (kept.isEmpty()) {
      return Optional.empty();
    }
    PendingArea area = new PendingArea(location, runId);
    String folder = file.path().substring(0, file.path().lastIndexOf('/'));
    String name = "%s-rewrite-%04d.parquet".formatted(runId, rewritten);
    String pending = area.folder() + "/rewrite/" + name;
    rewritten++;
    FileSummary summary =
        FileRewrite.run(
            session, storages, new FileRewrite.Job(file.path(), pending, kept, options));
    if (summary.rows() != rows) {
      storages.at(pending).delete(pending);
      throw new IOException(
          "Cannot take rows out of "
              + file.path()
              + " because it does not hold the rows that the ledger says: "
              + rows
              + " should be left, but "
              + summary.rows()
              + " are. The file was changed from outside; ingest its source files again.");
    }
    return Optional.of(
        new Replacement(
            pending,
            new Published(folder + "/" + name, file.partition(), rows, left),
            summary.bytes()));
  }
}
