package io.sluice.spark.read;

import io.sluice.formats.Formats;
import io.sluice.formats.read.BatchReader;
import io.sluice.formats.read.ByteRange;
import io.sluice.formats.read.ReadBatch;
import io.sluice.formats.read.ReadPlan;
import io.sluice.spark.read.SluiceInputPartition.FileRange;
import io.sluice.spark.store.Storages;
import java.io.Closeable;
import java.io.IOException;
import java.util.Iterator;
import java.util.Map;

/** Reads the byte ranges of a task one behind the other, and reports what it finds. */
final class RangeSequence implements Closeable {
  private final Iterator<FileRange> ranges;
  private final ReadPlan plan;
  private final Storages storages;
  private final ScanMetrics metrics;

  private ByteRange range;
  private BatchReader reader;
  private ReadBatch batch;
  private long reportedBytes;
  private long records;
  private long rows;
  private long rejects;
  private long skipped;

  RangeSequence(
      SluiceInputPartition partition, ReadPlan plan, Storages storages, ScanMetrics metrics) {
    this.ranges = partition.ranges().iterator();
    this.plan = plan;
    this.storages = storages;
    this.metrics = metrics;
  }

  /** Goes to the next batch; false behind the last. */
  boolean next() throws IOException {
    while (true) {
      if (reader == null) {
        if (!ranges.hasNext()) {
          return false;
        }
        open(ranges.next());
      }
      batch = reader.next();
      reportBytes();
      if (batch != null) {
        count(batch);
        return true;
      }
      finishRange();
    }
  }

  /** The present batch; valid until {@link #next}. */
  ReadBatch batch() {
    return batch;
  }

  /** Where the present batch is from. */
  ByteRange range() {
    return range;
  }

  private void open(FileRange next) throws IOException {
    range = next.range();
    reader = Formats.open(next.file().open(storages), next.file().layout(), range, plan);
    reportedBytes = 0;
    records = 0;
    rows = 0;
    rejects = 0;
    skipped = 0;
  }

  private void count(ReadBatch read) {
    records += read.records();
    rows += read.rows().rowCount();
    rejects += read.rejects().size();
    skipped += read.skipped();
    metrics.records().add(read.records());
  }

  private void reportBytes() {
    long now = reader.bytesRead();
    metrics.bytes().add(now - reportedBytes);
    reportedBytes = now;
  }

  private void finishRange() throws IOException {
    long end = range.last() ? range.end() : reader.position();
    RangeCount count = new RangeCount(records, rows, rejects, skipped, end);
    metrics.counts().add(Map.entry(RangeId.of(range), count));
    close();
  }

  @Override
  public void close() throws IOException {
    if (reader != null) {
      BatchReader closing = reader;
      reader = null;
      closing.close();
    }
  }
}
