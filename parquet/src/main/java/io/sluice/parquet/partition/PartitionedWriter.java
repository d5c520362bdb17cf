package io.sluice.parquet.partition;

import io.sluice.formats.column.Column;
import io.sluice.formats.column.ColumnBatch;
import io.sluice.parquet.Helpers;
import io.sluice.parquet.WriterOptions;
import io.sluice.parquet.WriterResources;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes column batches into a folder of Parquet files for each partition, without sorting: a file
 * is open for every partition at work, in bounded memory. Rows keep their order within a partition.
 * Used by one thread.
 *
 * <p>After an exception nothing that was written is of use: {@link #abort()}.
 */
public final class PartitionedWriter {
  /**
   * Writing out stops when memory is this far below its limit, so that it is not done at once
   * again.
   */
  private static final double RELIEF = 0.75;

  private final PartitionScheme scheme;
  private final WriterLimits limits;
  private final FileFactory files;
  private final WriterResources resources;
  private final RowRouter router;

  /** By partition number; the one written to longest ago first. */
  private final LinkedHashMap<Integer, OpenOutput> open = new LinkedHashMap<>(16, 0.75f, true);

  private final List<WrittenFile> written = new ArrayList<>();
  private int opened;
  private long rows;
  private long buffered;

  /**
   * @throws IllegalArgumentException if Parquet cannot store the scheme's file columns, or the
   *     options name columns that the files do not have
   */
  public PartitionedWriter(
      PartitionScheme scheme, WriterOptions options, WriterLimits limits, FileFactory files) {
    this(scheme, options, limits, files, Helpers.NONE);
  }

  /**
   * Files are the same byte for byte whoever helps.
   *
   * @param helpers compress pages while the writer goes on
   * @throws IllegalArgumentException if Parquet cannot store the scheme's file columns, or the
   *     options name columns that the files do not have
   */
  public PartitionedWriter(
      PartitionScheme scheme,
      WriterOptions options,
      WriterLimits limits,
      FileFactory files,
      Helpers helpers) {
    this.scheme = scheme;
    this.limits = limits;
    this.files = files;
    this.resources = new WriterResources(scheme.fileColumns(), options, helpers);
    this.router = new RowRouter(scheme);
  }

  /**
   * Writes all rows of the batch, which may be reused afterwards.
   *
   * @param sourceIndex where its rows come from, not negative; see {@link WrittenFile#sources()}
   * @param batch with the scheme's columns
   */
  public void write(int sourceIndex, ColumnBatch batch) throws IOException {
    if (batch.columns().size() != scheme.columns().size()) {
      throw new IllegalArgumentException(
          "the batch has "
              + batch.columns().size()
              + " columns, but the table "
              + scheme.columns().size());
    }
    ColumnBatch stored = stored(batch);
    if (scheme.keys().isEmpty()) {
      write(0, sourceIndex, stored, null, 0, batch.rowCount());
    } else {
      router.route(batch);
      for (int group = 0; group < router.groups(); group++) {
        int start = router.start(group);
        int[] index = router.groups() == 1 ? null : router.rows();
        int count = router.start(group + 1) - start;
        write(router.partition(group), sourceIndex, stored, index, start, count);
      }
    }
    rows += batch.rowCount();
  }

  private ColumnBatch stored(ColumnBatch batch) {
    List<Column> columns = new ArrayList<>();
    for (int index : scheme.storedIndexes()) {
      columns.add(batch.column(index));
    }
    ColumnBatch stored = new ColumnBatch(columns);
    stored.setRowCount(batch.rowCount());
    return stored;
  }

  private void write(
      int partition, int sourceIndex, ColumnBatch batch, int[] index, int from, int count)
      throws IOException {
    if (count == 0) {
      return;
    }
    OpenOutput output = open.get(partition);
    if (output == null) {
      output = open(partition);
    }
    long before = output.buffered();
    // The rows of a group ascend: where they are neighbours, columns are read without the index.
    if (index != null && index[from + count - 1] - index[from] == count - 1) {
      output.write(sourceIndex, batch, null, index[from], count);
    } else {
      output.write(sourceIndex, batch, index, from, count);
    }
    buffered += output.buffered() - before;
    if (output.estimatedSize() >= limits.fileBytes() || buffered > limits.memoryBytes()) {
      settle();
    }
    if (output.estimatedSize() >= limits.fileBytes()) {
      open.remove(partition);
      finish(output);
    } else if (buffered > limits.memoryBytes()) {
      relieve();
    }
  }

  /** Has all sizes be exact, so that what follows from them does not depend on who helps. */
  private void settle() throws IOException {
    buffered = 0;
    for (OpenOutput output : open.values()) {
      output.settle();
      buffered += output.buffered();
    }
  }

  private OpenOutput open(int partition) throws IOException {
    if (open.size() >= limits.openFiles()) {
      Integer eldest = open.keySet().iterator().next();
      finish(open.remove(eldest));
    }
    List<String> values = scheme.keys().isEmpty() ? List.of() : router.values(partition);
    Map<String, String> named = new LinkedHashMap<>();
    for (int i = 0; i < values.size(); i++) {
      named.put(scheme.keys().get(i).name(), values.get(i));
    }
    String directory = scheme.directory(values);
    OpenOutput output =
        new OpenOutput(files.create(directory, opened++), directory, named, resources);
    open.put(partition, output);
    return output;
  }

  private void finish(OpenOutput output) throws IOException {
    buffered -= output.buffered();
    try {
      written.add(output.finish());
    } catch (IOException | RuntimeException e) {
      output.abort();
      throw e;
    }
  }

  /** Writes row groups out, the largest first: that frees most for the fewest small row groups. */
  private void relieve() throws IOException {
    List<OpenOutput> bySize = new ArrayList<>(open.values());
    bySize.sort((a, b) -> Long.compare(b.buffered(), a.buffered()));
    for (OpenOutput output : bySize) {
      if (buffered <= limits.memoryBytes() * RELIEF) {
        return;
      }
      buffered -= output.buffered();
      output.flush();
    }
  }

  /** Rows written so far. */
  public long rows() {
    return rows;
  }

  /** Bytes of memory held by row groups that are being filled. */
  public long bufferedBytes() {
    return buffered;
  }

  /** Finishes all open files. The writer is of no use afterwards. */
  public List<WrittenFile> finish() throws IOException {
    for (Integer partition : List.copyOf(open.keySet())) {
      finish(open.remove(partition));
    }
    resources.close();
    return List.copyOf(written);
  }

  /**
   * Discards the files that are open. Those that are finished, being large enough or closed for
   * want of room, are left to the caller, who knows where they lie.
   */
  public void abort() throws IOException {
    IOException failure = null;
    for (OpenOutput output : open.values()) {
      try {
        output.abort();
      } catch (IOException e) {
        if (failure == null) {
          failure = e;
        } else {
          failure.addSuppressed(e);
        }
      }
    }
    open.clear();
    resources.close();
    if (failure != null) {
      throw failure;
    }
  }

  /** Files finished so far, in the order in which they were. */
  public List<WrittenFile> finished() {
    return List.copyOf(written);
  }
}
