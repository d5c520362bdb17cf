package io.sluice.parquet.partition;

import io.sluice.formats.column.ColumnBatch;
import io.sluice.parquet.ParquetBatchWriter;
import io.sluice.parquet.WriterResources;
import io.sluice.parquet.partition.FileFactory.OpenedFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A file being written, and where its rows come from. */
final class OpenOutput {
  private final String path;
  private final String partitionPath;
  private final Map<String, String> partition;
  private final ParquetBatchWriter writer;
  private final List<SourceRange> sources = new ArrayList<>();
  private int source = -1;
  private long sourceStart;
  private long buffered;
  private long lastUsed;

  OpenOutput(
      OpenedFile file,
      String partitionPath,
      Map<String, String> partition,
      WriterResources resources) {
    this.path = file.path();
    this.partitionPath = partitionPath;
    this.partition = partition;
    this.writer = new ParquetBatchWriter(file.sink(), resources);
  }

  /** Writes rows; {@code index} as for {@link ParquetBatchWriter#write}. */
  void write(int sourceIndex, ColumnBatch batch, int[] index, int from, int count)
      throws IOException {
    if (source != sourceIndex) {
      endSource();
      source = sourceIndex;
    }
    writer.write(batch, index, from, count);
    buffered = writer.bufferedBytes();
  }

  private void endSource() {
    if (writer.rows() > sourceStart) {
      sources.add(new SourceRange(source, sourceStart, writer.rows() - sourceStart));
      sourceStart = writer.rows();
    }
  }

  /** Has sizes be exact, which may have been too large. */
  void settle() throws IOException {
    writer.settle();
    buffered = writer.bufferedBytes();
  }

  /** Notes when, by the writer's count of batches, it was written to. */
  void usedIn(long batch) {
    lastUsed = batch;
  }

  long lastUsed() {
    return lastUsed;
  }

  /** Bytes of memory held since the last write. */
  long buffered() {
    return buffered;
  }

  long estimatedSize() {
    return writer.estimatedFileSize();
  }

  void flush() throws IOException {
    writer.flushRowGroup();
    buffered = 0;
  }

  WrittenFile finish() throws IOException {
    endSource();
    return new WrittenFile(path, partitionPath, partition, writer.finish(), sources);
  }

  void abort() throws IOException {
    writer.abort();
  }
}
