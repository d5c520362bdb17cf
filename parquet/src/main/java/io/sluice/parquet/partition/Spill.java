package io.sluice.parquet.partition;

import io.sluice.formats.column.Column;
import io.sluice.formats.column.ColumnBatch;
import io.sluice.formats.column.Columns;
import io.sluice.parquet.OutputColumn;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * Rows of the partitions for which no file is open, kept until those of one partition after the
 * other are wanted. What memory does not hold goes to a temporary file, in runs: the rows of a run
 * are sorted by partition, and keep their order within it.
 */
final class Spill implements Closeable {
  /** Rows given back at once. */
  private static final int BATCH_ROWS = 1024;

  /** Nor many more bytes than this. */
  private static final int BATCH_BYTES = 1 << 20;

  private static final int WRITE_BYTES = 1 << 18;

  /** Takes rows of one source. */
  interface Receiver {
    void accept(int sourceIndex, ColumnBatch batch) throws IOException;
  }

  /** What lies in the file from {@code start} on: a stretch for each partition. */
  private static final class Run {
    private final long start;

    /** Ascending. */
    private final int[] partitions;

    /** Where each one's stretch ends, counted from the start. */
    private final int[] ends;

    private Run(long start, int[] partitions, int[] ends) {
      this.start = start;
      this.partitions = partitions;
      this.ends = ends;
    }
  }

  private final List<OutputColumn> columns;
  private final long memoryBytes;
  private final long mostFileBytes;
  private final BitSet present = new BitSet();
  private final List<Run> runs = new ArrayList<>();
  private FileChannel file;
  private long fileBytes;

  /** Each row: its source, then its values. */
  private final RowBytes bytes = new RowBytes();

  /** Where each row begins, and at last where they end. */
  private int[] starts = {0};

  private int[] partitions = {};
  private int rows;

  /** The rows in memory by partition, once they are read. */
  private int[] order;

  /**
   * @param memoryBytes what it may hold in memory
   * @param mostFileBytes what its temporary file may hold
   */
  Spill(List<OutputColumn> columns, long memoryBytes, long mostFileBytes) {
    this.columns = columns;
    this.mostFileBytes = mostFileBytes;
    this.memoryBytes = Math.min(memoryBytes, Integer.MAX_VALUE / 4);
  }

  /** Whether it has rows of the partition. */
  boolean holds(int partition) {
    return present.get(partition);
  }

  /** The partitions it has rows of, ascending. */
  int[] partitions() {
    return present.stream().toArray();
  }

  /** Bytes of memory held. */
  long allocated() {
    return bytes.data().length + partitions.length * 2L * Integer.BYTES;
  }

  /**
   * Takes rows {@code index[from .. from + count)}, without an index those from {@code from} on.
   */
  void add(int partition, int source, ColumnBatch batch, int[] index, int from, int count)
      throws IOException {
    present.set(partition);
    reserve(count);
    List<Column> values = batch.columns();
    for (int i = from; i < from + count; i++) {
      int row = index == null ? i : index[i];
      bytes.putInt(source);
      for (Column column : values) {
        bytes.put(column, row);
      }
      partitions[rows++] = partition;
      starts[rows] = bytes.size();
    }
    if (allocated() > memoryBytes) {
      writeRun();
    }
  }

  private void reserve(int more) {
    if (rows + more > partitions.length) {
      int capacity = Math.max(rows + more, partitions.length * 3 / 2);
      partitions = Arrays.copyOf(partitions, capacity);
      starts = Arrays.copyOf(starts, capacity + 1);
    }
  }

  private void writeRun() throws IOException {
    sort();
    long start = fileBytes;
    int[] of = new int[rows];
    int[] ends = new int[rows];
    int stretches = 0;
    ByteBuffer out = ByteBuffer.allocate(WRITE_BYTES);
    int written = 0;
    for (int i = 0; i < rows; i++) {
      int row = order[i];
      int length = starts[row + 1] - starts[row];
      if (length > out.remaining()) {
        flush(out);
      }
      if (length > out.capacity()) {
        append(ByteBuffer.wrap(bytes.data(), starts[row], length));
      } else {
        out.put(bytes.data(), starts[row], length);
      }
      written += length;
      if (i == 0 || of[stretches - 1] != partitions[row]) {
        of[stretches++] = partitions[row];
      }
      ends[stretches - 1] = written;
    }
    flush(out);
    runs.add(new Run(start, Arrays.copyOf(of, stretches), Arrays.copyOf(ends, stretches)));
    bytes.release();
    starts = new int[1];
    partitions = new int[0];
    rows = 0;
    order = null;
  }

  private void flush(ByteBuffer out) throws IOException {
    append(out.flip());
    out.clear();
  }

  private void append(ByteBuffer from) throws IOException {
    if (from.remaining() > mostFileBytes - fileBytes) {
      throw new SpillLimitException(mostFileBytes);
    }
    if (file == null) {
      Path path = Files.createTempFile("sluice-", ".rows");
      // Its name goes at once, so that it cannot outlive this process.
      file =
          FileChannel.open(
              path,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE,
              StandardOpenOption.DELETE_ON_CLOSE);
    }
    while (from.hasRemaining()) {
      fileBytes += file.write(from, fileBytes);
    }
  }

  /** A counting sort that keeps the order of rows within a partition. */
  private void sort() {
    int[] at = new int[present.length() + 1];
    for (int i = 0; i < rows; i++) {
      at[partitions[i] + 1]++;
    }
    for (int p = 1; p < at.length; p++) {
      at[p] += at[p - 1];
    }
    order = new int[rows];
    for (int i = 0; i < rows; i++) {
      order[at[partitions[i]]++] = i;
    }
  }

  /** Gives all rows of a partition, in the order in which they came. None may be added any more. */
  void read(int partition, Receiver receiver) throws IOException {
    Unpacking unpacking = new Unpacking(columns, receiver);
    for (Run run : runs) {
      int at = Arrays.binarySearch(run.partitions, partition);
      if (at >= 0) {
        int from = at == 0 ? 0 : run.ends[at - 1];
        unpacking.rows(stretch(run.start + from, run.ends[at] - from));
      }
    }
    if (order == null) {
      sort();
    }
    int at = firstOf(partition);
    for (; at < rows && partitions[order[at]] == partition; at++) {
      unpacking.row(bytes.data(), starts[order[at]]);
    }
    unpacking.give();
  }

  private byte[] stretch(long start, int length) throws IOException {
    ByteBuffer into = ByteBuffer.allocate(length);
    while (into.hasRemaining()) {
      if (file.read(into, start + into.position()) < 0) {
        throw new IOException("the temporary file of rows is shorter than what was written to it");
      }
    }
    return into.array();
  }

  private int firstOf(int partition) {
    int low = 0;
    int high = rows;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (partitions[order[middle]] < partition) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  @Override
  public void close() throws IOException {
    bytes.release();
    if (file != null) {
      file.close();
    }
  }

  /** Rows made columns again. */
  private static final class Unpacking {
    private final Receiver receiver;
    private final ColumnBatch batch;
    private int source;
    private int taken;

    private Unpacking(List<OutputColumn> columns, Receiver receiver) {
      this.receiver = receiver;
      this.batch =
          new ColumnBatch(columns.stream().map(c -> Columns.create(c.type(), 64)).toList());
    }

    private void rows(byte[] from) throws IOException {
      int at = 0;
      while (at < from.length) {
        at = row(from, at);
      }
    }

    private int row(byte[] from, int start) throws IOException {
      int rowSource = RowBytes.intAt(from, start);
      if (rowSource != source || batch.rowCount() >= BATCH_ROWS || taken >= BATCH_BYTES) {
        give();
      }
      source = rowSource;
      int at = start + Integer.BYTES;
      for (Column column : batch.columns()) {
        at = RowBytes.take(from, at, column);
      }
      taken += at - start;
      batch.setRowCount(batch.rowCount() + 1);
      return at;
    }

    private void give() throws IOException {
      if (batch.rowCount() > 0) {
        receiver.accept(source, batch);
      }
      batch.clear();
      taken = 0;
    }
  }
}
