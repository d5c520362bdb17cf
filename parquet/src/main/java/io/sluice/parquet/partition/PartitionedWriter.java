package io.sluice.parquet.partition;

import io.sluice.formats.column.Column;
import io.sluice.formats.column.ColumnBatch;
import io.sluice.parquet.Helpers;
import io.sluice.parquet.WriterOptions;
import io.sluice.parquet.WriterResources;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes column batches into a folder of Parquet files for each partition, without sorting: a file
 * is open for every partition at work, in bounded memory. Rows keep their order within a file. Used
 * by one thread.
 *
 * <p>Besides files that are full there are at most two of a partition: where more partitions are at
 * work than files may be open, rows of those that came last are put aside ({@link Spill}) and
 * written at the end, one partition after the other. A file that nothing was written to for long is
 * finished for another partition's sake; should rows of its own come after all, they are put aside.
 *
 * <p>After an exception nothing that was written is of use: {@link #abort()}.
 */
public final class PartitionedWriter {
  /**
   * Writing out stops when memory is this far below its limit, so that it is not done at once
   * again.
   */
  private static final double RELIEF = 0.75;

  /** A file with less memory than this would be written in tiny row groups. */
  private static final long MIN_MEMORY_PER_FILE = 512L << 10;

  /** The part of the memory that rows put aside may take is this'th. */
  private static final int SPILL_SHARE = 4;

  /** Batches after which a file that nothing was written to may make room for another. */
  private static final int IDLE_BATCHES = 64;

  private final PartitionScheme scheme;
  private final WriterLimits limits;
  private final FileFactory files;
  private final WriterResources resources;
  private final RowRouter router;

  /** By partition number; the one written to longest ago first. */
  private final LinkedHashMap<Integer, OpenOutput> open = new LinkedHashMap<>(16, 0.75f, true);

  private final int openFiles;
  private final Spill spill;

  /** Partitions whose file was finished to make room. */
  private final BitSet givenUp = new BitSet();

  private final List<WrittenFile> written = new ArrayList<>();
  private int opened;
  private long batches;
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
    this.openFiles =
        (int) Math.max(1, Math.min(limits.openFiles(), limits.memoryBytes() / MIN_MEMORY_PER_FILE));
    this.spill =
        new Spill(scheme.fileColumns(), limits.memoryBytes() / SPILL_SHARE, limits.spillBytes());
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
    batches++;
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
      if (!hasRoom(partition)) {
        spill.add(partition, sourceIndex, batch, index, from, count);
        relieve();
        return;
      }
      output = open(partition);
    }
    write(partition, output, sourceIndex, batch, index, from, count);
  }

  private void write(
      int partition,
      OpenOutput output,
      int sourceIndex,
      ColumnBatch batch,
      int[] index,
      int from,
      int count)
      throws IOException {
    long before = output.buffered();
    // The rows of a group ascend: where they are neighbours, columns are read without the index.
    if (index != null && index[from + count - 1] - index[from] == count - 1) {
      output.write(sourceIndex, batch, null, index[from], count);
    } else {
      output.write(sourceIndex, batch, index, from, count);
    }
    output.usedIn(batches);
    buffered += output.buffered() - before;
    if (output.estimatedSize() >= limits.fileBytes()) {
      settle();
    }
    if (output.estimatedSize() >= limits.fileBytes()) {
      open.remove(partition);
      finish(output);
    } else {
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

  /** Whether a file may be opened for the partition; makes room for it if that does no harm. */
  private boolean hasRoom(int partition) throws IOException {
    if (spill.holds(partition) || givenUp.get(partition)) {
      return false;
    }
    if (open.size() < openFiles) {
      return true;
    }
    Map.Entry<Integer, OpenOutput> eldest = open.entrySet().iterator().next();
    if (batches - eldest.getValue().lastUsed() < IDLE_BATCHES) {
      return false;
    }
    givenUp.set(eldest.getKey());
    finish(open.remove(eldest.getKey()));
    return true;
  }

  private OpenOutput open(int partition) throws IOException {
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
    if (bufferedBytes() > limits.memoryBytes()) {
      settle();
    }
    if (bufferedBytes() <= limits.memoryBytes()) {
      return;
    }
    List<OpenOutput> bySize = new ArrayList<>(open.values());
    bySize.sort((a, b) -> Long.compare(b.buffered(), a.buffered()));
    for (OpenOutput output : bySize) {
      if (bufferedBytes() <= limits.memoryBytes() * RELIEF) {
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

  /** Bytes of memory held by row groups that are being filled, and by rows put aside. */
  public long bufferedBytes() {
    return buffered + spill.allocated();
  }

  private void finishOpen() throws IOException {
    for (Integer partition : List.copyOf(open.keySet())) {
      finish(open.remove(partition));
    }
  }

  /** Of each key that is a column itself, how many values were empty texts; without zeros. */
  public Map<String, Long> emptyKeys() {
    return router.empties();
  }

  /** Finishes all files. The writer is of no use afterwards. */
  public List<WrittenFile> finish() throws IOException {
    finishOpen();
    for (int partition : spill.partitions()) {
      spill.read(
          partition,
          (source, batch) -> {
            OpenOutput output = open.get(partition);
            write(
                partition,
                output == null ? open(partition) : output,
                source,
                batch,
                null,
                0,
                batch.rowCount());
          });
      finishOpen();
    }
    spill.close();
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
    try {
      spill.close();
    } catch (IOException e) {
      if (failure == null) {
        failure = e;
      } else {
        failure.addSuppressed(e);
      }
    }
    if (failure != null) {
      throw failure;
    }
  }
}
