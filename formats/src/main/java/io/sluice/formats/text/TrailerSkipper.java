package io.sluice.formats.text;

import io.sluice.formats.reject.PassedOver.Reason;
import io.sluice.formats.token.FieldTable;
import io.sluice.formats.token.RecordTokenizer;
import java.io.IOException;

/** Counts the records after the first so many as skipped: a file's trailer. */
final class TrailerSkipper implements RecordTokenizer {
  private final RecordTokenizer tokenizer;
  private long left;

  /**
   * @param records how many records come before the trailer
   */
  TrailerSkipper(RecordTokenizer tokenizer, long records) {
    this.tokenizer = tokenizer;
    this.left = records;
  }

  @Override
  public boolean next(FieldTable table) throws IOException {
    if (!tokenizer.next(table)) {
      return false;
    }
    int kept = (int) Math.min(left, table.records());
    left -= kept;
    int trailer = table.records() - kept;
    if (trailer > 0) {
      int start = table.recordStarts()[kept];
      table.skip(Reason.TRAILER, trailer, table.buffer(), start, table.recordEnds()[kept]);
    }
    table.setRecords(kept);
    return true;
  }

  @Override
  public long recordOffset(int record) {
    return tokenizer.recordOffset(record);
  }

  @Override
  public long recordLength(int record) {
    return tokenizer.recordLength(record);
  }

  @Override
  public long bytesRead() {
    return tokenizer.bytesRead();
  }

  @Override
  public long position() {
    return tokenizer.position();
  }

  @Override
  public void close() throws IOException {
    tokenizer.close();
  }
}
