package io.sluice.formats.csv;

import io.sluice.formats.csv.CsvDialect.BlankLines;
import io.sluice.formats.reject.PassedOver.Reason;
import io.sluice.formats.text.Bytes;
import io.sluice.formats.text.Newline;
import io.sluice.formats.token.FieldTable;

/**
 * Scans every dialect, byte by byte: the definition of what a record is. Near the limit of a text
 * that goes on, it does not decide before it sees enough bytes for every token it might meet.
 */
final class GeneralScanner extends RecordScanner {
  /** What the text from a record's beginning up to some limit is. */
  enum State {
    COMPLETE,
    UNQUOTED,
    IN_QUOTES,
    BROKEN
  }

  private final byte[] delimiter;
  private final byte[] quote;
  private final byte[] escape;
  private final byte[] comment;
  private final boolean doubles;
  private final Newline newline;
  private final boolean skipBlank;
  private final long maxRecordBytes;
  private final int lookahead;

  private byte[] buffer;
  private int limit;
  private int safe;
  private boolean ended;
  private FieldTable table;
  private int row;
  private int fields;
  private int recordEnd;
  private int after;

  GeneralScanner(CsvDialect dialect) {
    delimiter = dialect.delimiterBytes();
    quote = dialect.quoteBytes();
    escape = dialect.escapeBytes();
    comment = dialect.commentBytes();
    doubles = dialect.doublesQuotes();
    newline = dialect.lineEnd();
    skipBlank = dialect.blankLines() == BlankLines.SKIP;
    maxRecordBytes = dialect.maxRecordBytes();
    lookahead =
        Math.max(
            Math.max(delimiter.length, comment.length),
            Math.max(2, escape.length + Math.max(quote.length, escape.length)));
  }

  @Override
  Stop scan(byte[] bytes, int from, int to, int stopAt, boolean isEnd, FieldTable into) {
    see(bytes, to, isEnd, into);
    int at = from;
    while (into.records() < into.capacity()) {
      if (at >= stopAt) {
        return stop(at, Stop.RANGE_END);
      }
      if (at >= safe) {
        return stop(at, Stop.INCOMPLETE);
      }
      if (Bytes.at(comment, buffer, at, limit)) {
        int end = newline.find(buffer, at, limit);
        if ((end < 0 && !ended) || end >= safe) {
          return stop(at, Stop.INCOMPLETE);
        }
        into.skip(Reason.COMMENT, buffer, at, end < 0 ? limit : end);
        at = end < 0 ? limit : end + newline.lengthAt(buffer, end, limit);
        continue;
      }
      row = into.records();
      switch (record(at)) {
        case COMPLETE -> {}
        case UNQUOTED -> {
          return stop(at, Stop.INCOMPLETE);
        }
        case IN_QUOTES -> {
          return stop(at, ended ? Stop.TROUBLE : Stop.INCOMPLETE);
        }
        case BROKEN -> {
          return stop(at, Stop.TROUBLE);
        }
      }
      if (recordEnd - at > maxRecordBytes) {
        return stop(at, Stop.TROUBLE);
      }
      if (recordEnd == at && skipBlank) {
        into.setSkipped(into.skipped() + 1);
      } else {
        finish(at);
      }
      at = after;
    }
    return stop(at, Stop.FULL);
  }

  /**
   * What {@code bytes[from .. most)} is, as far as the bytes up to {@code to} tell.
   *
   * @param isEnd whether the text ends at {@code to}
   */
  State classify(byte[] bytes, int from, int most, int to, boolean isEnd) {
    boolean atEnd = isEnd && most == to;
    see(bytes, to, atEnd, new FieldTable(0, 1, null));
    safe = Math.min(most, isEnd ? to : safe);
    return record(from);
  }

  /** Whether a comment begins at {@code at}, a line's beginning. */
  boolean commentAt(byte[] bytes, int at, int to) {
    return Bytes.at(comment, bytes, at, to);
  }

  private void see(byte[] bytes, int to, boolean isEnd, FieldTable into) {
    buffer = bytes;
    limit = to;
    ended = isEnd;
    safe = isEnd ? to : to - lookahead + 1;
    table = into;
  }

  private void finish(int at) {
    int width = table.width();
    for (int f = fields; f < width; f++) {
      keep(f, at, at, FieldTable.MISSING);
    }
    table.recordStarts()[row] = at;
    table.recordEnds()[row] = recordEnd;
    table.fieldCounts()[row] = fields;
    table.ordinals()[row] = row + table.skipped();
    table.setRecords(row + 1);
  }

  private void keep(int field, int start, int end, int flag) {
    int width = table.width();
    if (field < width) {
      int slot = row * width + field;
      table.starts()[slot] = start;
      table.ends()[slot] = end;
      table.flags()[slot] = (byte) flag;
    }
  }

  /** Notes the fields of the record at {@code at}. */
  private State record(int at) {
    fields = 0;
    int i = at;
    while (true) {
      int start = i;
      int flag = 0;
      int end;
      if (i < safe && Bytes.at(quote, buffer, i, limit)) {
        start = i + quote.length;
        flag = FieldTable.QUOTED;
        end = start;
        while (end < safe && !closes(end)) {
          int pair = escapePair(end);
          if (pair > 0) {
            flag |= FieldTable.ESCAPED;
          }
          end += Math.max(1, pair);
        }
        if (end >= safe) {
          return State.IN_QUOTES;
        }
        i = end + quote.length;
        while (i < safe && (buffer[i] == ' ' || buffer[i] == '\t') && !atDelimiter(i)) {
          i++;
        }
        if (i < safe && newline.lengthAt(buffer, i, limit) == 0 && !atDelimiter(i)) {
          return State.BROKEN;
        }
      } else {
        while (i < safe && newline.lengthAt(buffer, i, limit) == 0 && !atDelimiter(i)) {
          i++;
        }
        end = i;
      }
      if (i >= safe && !ended) {
        return State.UNQUOTED;
      }
      keep(fields++, start, end, flag);
      if (i >= limit || !atDelimiter(i)) {
        recordEnd = i;
        after = i >= limit ? limit : i + newline.lengthAt(buffer, i, limit);
        return State.COMPLETE;
      }
      i += delimiter.length;
    }
  }

  private boolean atDelimiter(int i) {
    return Bytes.at(delimiter, buffer, i, limit);
  }

  private boolean closes(int i) {
    return Bytes.at(quote, buffer, i, limit) && escapePair(i) == 0;
  }

  /** The length of an escape and the character it makes literal; 0 if there is none here. */
  private int escapePair(int i) {
    if (!Bytes.at(escape, buffer, i, limit)) {
      return 0;
    }
    int next = i + escape.length;
    if (Bytes.at(quote, buffer, next, limit)) {
      return escape.length + quote.length;
    }
    return !doubles && Bytes.at(escape, buffer, next, limit) ? 2 * escape.length : 0;
  }
}
