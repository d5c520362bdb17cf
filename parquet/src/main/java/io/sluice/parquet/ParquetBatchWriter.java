package io.sluice.parquet;

import io.sluice.formats.column.Column;
import io.sluice.formats.column.ColumnBatch;
import io.sluice.parquet.page.Chunk;
import io.sluice.parquet.schema.Leaf;
import io.sluice.parquet.schema.Node;
import io.sluice.parquet.shred.Pieces;
import io.sluice.parquet.shred.RowSet;
import io.sluice.parquet.shred.Slots;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes column batches into one Parquet file. Batches are read during the call only, and may be
 * reused afterwards. A row group is kept in memory until it is full. Used by one thread.
 *
 * <p>After an exception the file is of no use: {@link #abort()} it.
 */
public final class ParquetBatchWriter {
  private final WriterResources resources;
  private final boolean ownsResources;
  private final ByteSink sink;
  private final FileBuilder file;
  private final StatsCollector stats;
  private ChunkEncoder[] encoders;
  private long groupRows;
  private long rows;

  /**
   * @param columns the file's, in the order of the batches' columns
   * @throws IllegalArgumentException if Parquet cannot store the columns
   */
  public ParquetBatchWriter(ByteSink sink, List<OutputColumn> columns, WriterOptions options) {
    this(sink, new WriterResources(columns, options), true);
  }

  /** Shares the resources with other writers of the same thread; they stay open. */
  public ParquetBatchWriter(ByteSink sink, WriterResources resources) {
    this(sink, resources, false);
  }

  private ParquetBatchWriter(ByteSink sink, WriterResources resources, boolean ownsResources) {
    if (resources.schema().leaves().isEmpty()) {
      throw new IllegalArgumentException(
          "a Parquet file needs at least one column that is not a partition column");
    }
    this.resources = resources;
    this.ownsResources = ownsResources;
    this.sink = sink;
    this.file = new FileBuilder(sink, resources.schema());
    this.stats = new StatsCollector(resources.schema());
  }

  /** Writes all rows of the batch. */
  public void write(ColumnBatch batch) throws IOException {
    write(batch, null, 0, batch.rowCount());
  }

  /** Writes the rows {@code rows[0 .. count)}, in that order. */
  public void write(ColumnBatch batch, int[] rows, int count) throws IOException {
    write(batch, rows, 0, count);
  }

  /** Writes the rows {@code from} to {@code to - 1}. */
  public void write(ColumnBatch batch, int from, int to) throws IOException {
    write(batch, null, from, to - from);
  }

  /**
   * Writes some rows of a batch: {@code index[from .. from + count)}, or without an index the rows
   * {@code from} to {@code from + count - 1}.
   *
   * @param index null, or numbers of rows, in the order in which to write them
   * @throws IllegalArgumentException if the batch's columns are not those of the file, or a null
   *     stands in a column that is not nullable
   */
  public void write(ColumnBatch batch, int[] index, int from, int count) throws IOException {
    check(batch);
    Pieces pieces = new Pieces(batch);
    int done = 0;
    while (done < count) {
      int piece = Math.min(pieces.rows(), count - done);
      if (index == null) {
        piece = pieces.untilFull(from + done, piece, room(pieces.longest()));
      }
      writePiece(batch, new RowSet(index, from + done, piece));
      done += piece;
      if (groupIsFull()) {
        flushRowGroup();
      }
    }
  }

  private void check(ColumnBatch batch) {
    List<OutputColumn> columns = resources.columns();
    boolean same = batch.columns().size() == columns.size();
    for (int i = 0; same && i < columns.size(); i++) {
      same = batch.column(i).type().equals(columns.get(i).type());
    }
    if (!same) {
      throw new IllegalArgumentException(
          "the batch's columns are of types "
              + batch.columns().stream().map(c -> c.type().ddl()).toList()
              + ", but the file's are "
              + columns.stream().map(c -> c.name() + ": " + c.type().ddl()).toList());
    }
  }

  /** What is missing to a full page of a column of the batch. */
  private long room(int column) {
    if (encoders == null
        || column < 0
        || !(resources.schema().nodes().get(column) instanceof Node.LeafNode node)) {
      return Long.MAX_VALUE;
    }
    return encoders[node.leaf().ordinal()].room();
  }

  private void writePiece(ColumnBatch batch, RowSet piece) throws IOException {
    if (encoders == null) {
      List<Leaf> leaves = resources.schema().leaves();
      encoders = new ChunkEncoder[leaves.size()];
      for (int i = 0; i < encoders.length; i++) {
        encoders[i] = new ChunkEncoder(leaves.get(i), resources);
      }
    }
    List<Node> nodes = resources.schema().nodes();
    try {
      for (int i = 0; i < nodes.size(); i++) {
        Column column = batch.column(i);
        stats.addNulls(i, resources.shredder().shred(nodes.get(i), column, piece, this::encode));
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    groupRows += piece.count();
    rows += piece.count();
  }

  private void encode(Leaf leaf, Column column, Slots slots) {
    try {
      encoders[leaf.ordinal()].write(column, slots);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private boolean groupIsFull() throws IOException {
    long limit = resources.options().rowGroupBytes();
    if (groupSize() < limit) {
      return false;
    }
    settle();
    return groupSize() >= limit;
  }

  /** At most; exact after {@link #settle()}. */
  private long groupSize() {
    long size = 0;
    for (ChunkEncoder encoder : encoders) {
      size += encoder.dataSize();
    }
    return size;
  }

  /**
   * Writes what is in memory as a row group, however small, and gives the memory back. Does nothing
   * if nothing is in memory.
   */
  public void flushRowGroup() throws IOException {
    if (groupRows == 0) {
      return;
    }
    List<Chunk> chunks = new ArrayList<>(encoders.length);
    for (ChunkEncoder encoder : encoders) {
      encoder.end();
    }
    for (ChunkEncoder encoder : encoders) {
      chunks.add(encoder.finish());
    }
    for (Chunk chunk : chunks) {
      stats.add(chunk);
    }
    file.writeRowGroup(chunks, groupRows);
    encoders = null;
    groupRows = 0;
  }

  /**
   * Waits for what helpers are at, so that {@link #bufferedBytes()} and {@link
   * #estimatedFileSize()} are what they would be without helpers. Before, they may be too large.
   */
  public void settle() throws IOException {
    if (encoders != null) {
      for (ChunkEncoder encoder : encoders) {
        encoder.settle();
      }
    }
  }

  /** Bytes of memory held by the row group that is being filled. */
  public long bufferedBytes() {
    long bytes = 0;
    if (encoders != null) {
      for (ChunkEncoder encoder : encoders) {
        bytes += encoder.allocated();
      }
    }
    return bytes;
  }

  /** About how large the file would be if it were finished now. */
  public long estimatedFileSize() {
    long bytes = sink.position();
    if (encoders != null) {
      for (ChunkEncoder encoder : encoders) {
        bytes += encoder.estimatedFileSize();
      }
    }
    return bytes;
  }

  /** Rows written so far. */
  public long rows() {
    return rows;
  }

  /** Writes what is left and the footer, and completes the sink. */
  public FileSummary finish() throws IOException {
    flushRowGroup();
    long size = file.finish();
    release();
    return new FileSummary(rows, size, stats.columns());
  }

  /** Discards the file. */
  public void abort() throws IOException {
    release();
    sink.abort();
  }

  private void release() {
    encoders = null;
    if (ownsResources) {
      resources.close();
    }
  }
}
