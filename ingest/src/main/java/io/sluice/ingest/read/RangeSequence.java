package io.sluice.ingest.read;

import io.sluice.formats.Formats;
import io.sluice.formats.read.BatchReader;
import io.sluice.formats.read.ByteRange;
import io.sluice.formats.read.ReadBatch;
import io.sluice.formats.read.ReadPlan;
import java.io.Closeable;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;

/** Reads the byte ranges of a task one after the other, and reports what it finds. */
public final class RangeSequence implements Closeable {
  private final Iterator<FileRange> ranges;
  private final ReadPlan plan;
  private final FileOpener opener;
  private final ReadObserver observer;

  private ByteRange range;
  private BatchReader reader;
  private ReadBatch batch;
  private long reportedBytes;
  private long records;
  private long rows;
  private long rejects;
  private long skipped;

  public RangeSequence(
      List<FileRange> ranges, ReadPlan plan, FileOpener opener, ReadObserver observer) {
    this.ranges = ranges.iterator();
    this.plan = plan;
    this.opener = opener;
    this.observer = observer;
  }

  /** Goes to the next batch; false after the last. */
  public boolean next() throws IOException {
    while (true) {
      if (reader == null) {
        if (!ranges.hasNext()) {
          return false;
        }
        open(ranges.next());
      }
      batch = reader.next();
      report(batch == null ? 0 : batch.records());
      if (batch != null) {
        count(batch);
        return true;
      }
      finishRange();
    }
  }

  /** The present batch; valid until {@link #next}. */
  public ReadBatch batch() {
    return batch;
  }

  /** Where the present batch is from. */
  public ByteRange range() {
    return range;
  }

  private void open(FileRange next) throws IOException {
    range = next.range();
    SourceFile file = next.file();
    reader = Formats.open(opener.open(next), file.layout(), range, plan, file.folders());
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
  }

  private void report(long newRecords) {
    long now = reader.bytesRead();
    observer.read(now - reportedBytes, newRecords);
    reportedBytes = now;
  }

  private void finishRange() throws IOException {
    long end = range.last() ? range.end() : reader.position();
    RangeCount count = new RangeCount(records, rows, rejects, skipped, end, reader.passedOver());
    observer.rangeDone(RangeId.of(range), count);
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
