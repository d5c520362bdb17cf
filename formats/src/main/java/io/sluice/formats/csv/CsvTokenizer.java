package io.sluice.formats.csv;

import io.sluice.formats.reject.RejectCode;
import io.sluice.formats.source.ByteWindow.End;
import io.sluice.formats.text.LineTokenizer;
import io.sluice.formats.text.TextRange;
import io.sluice.formats.token.FieldTable;
import java.io.IOException;

/**
 * Finds the records of delimited text and their fields. Detection, inference, counting, splitting
 * and reading all use it, so that what one finds is what the others find.
 *
 * <p>Rules for what is not well-formed, the same whatever the buffers and the splits are. With M =
 * {@code maxRecordBytes} after a record's beginning:
 *
 * <ul>
 *   <li>Text follows a closing quote, or a quote is not closed before M or the file's end: the
 *       record ends at its first line end, is {@code MALFORMED_QUOTES}, and the next line begins
 *       the next record.
 *   <li>Otherwise, if the record goes on after M (or that first line end lies after M), it is
 *       {@code RECORD_TOO_LONG} and ends at the first line end at or after M.
 *   <li>Blanks between a closing quote and what ends the field are no text.
 *   <li>A quote within an unquoted field is text.
 *   <li>A byte 0x1A that is the file's last is no data, nor is a lone carriage return that is,
 *       where lines end otherwise.
 * </ul>
 *
 * <p>No quote of a stretch that a failed search for a closing quote has crossed can open a field
 * (each is doubled or escaped), so no byte is searched more than a few times.
 */
public final class CsvTokenizer extends LineTokenizer {
  /** Bytes beyond the longest record that settle what stands at its end. */
  private static final int LOOKAHEAD = 64;

  private final CsvDialect dialect;
  private final RecordScanner scanner;
  private final GeneralScanner general;

  /** The scanner of the present call. */
  private RecordScanner by;

  /** A tokenizer that owns the text's input. */
  CsvTokenizer(CsvDialect dialect, RecordScanner scanner, TextRange text) {
    super(
        text,
        dialect.lineEnd(),
        dialect.maxRecordBytes(),
        LOOKAHEAD,
        "newline, delimiter or quote");
    this.dialect = dialect;
    this.scanner = scanner;
    this.general = new GeneralScanner(dialect);
    this.by = scanner;
  }

  /**
   * A tokenizer of a text in memory, for inspection.
   *
   * @param sample UTF-8 without byte order mark; copied
   * @param end {@code COMPLETE}, or {@code SAMPLE} if the file goes on: then its last record, which
   *     may be incomplete, is left out
   */
  public static CsvTokenizer ofSample(CsvDialect dialect, byte[] sample, int length, End end) {
    return new CsvTokenizer(dialect, Scanners.of(dialect), TextRange.ofSample(sample, length, end));
  }

  /** A table for this dialect's fields, of as many records as keep it small. */
  public static FieldTable newTable(CsvDialect dialect, int width, int wantedRecords) {
    return new FieldTable(width, FieldTable.batchRows(width, wantedRecords), dialect.unescaper());
  }

  /**
   * The next records that {@code scanner} takes; false if it takes neither the next record nor
   * skips a line, or there is none.
   */
  boolean next(FieldTable into, RecordScanner scanner) throws IOException {
    by = scanner;
    try {
      return next(into);
    } finally {
      by = this.scanner;
    }
  }

  @Override
  protected boolean scan(int stopAt) throws IOException {
    boolean ended = window.end() == End.COMPLETE;
    RecordScanner.Stop why =
        by.scan(window.buffer(), window.position(), window.limit(), stopAt, ended, table);
    window.setPosition(by.next());
    return switch (why) {
      case FULL, NOT_TAKEN -> false;
      case RANGE_END -> more();
      case INCOMPLETE -> incomplete();
      case TROUBLE -> settle();
    };
  }

  private boolean incomplete() throws IOException {
    if (table.records() > 0 || !tooLong(window.limit() - window.position())) {
      return more();
    }
    return by == scanner && settle();
  }

  @Override
  protected boolean commentAt(byte[] buffer, int at, int limit) {
    return general.commentAt(buffer, at, limit);
  }

  /** Decides about the record at the window's position, which is broken or too long. */
  private boolean settle() throws IOException {
    byte[] buffer = window.buffer();
    int start = window.position();
    int limit = window.limit();
    int most = (int) Math.min(limit, (long) start + maxRecordBytes);
    boolean complete = window.end() == End.COMPLETE;
    GeneralScanner.State state = general.classify(buffer, start, most, limit, complete);
    if (state == GeneralScanner.State.COMPLETE && by != general && takesOne(start, limit)) {
      return table.records() < table.capacity();
    }
    boolean broken =
        switch (state) {
          case BROKEN -> true;
          case IN_QUOTES -> complete || tooLong(limit - start);
          case COMPLETE, UNQUOTED -> false;
        };
    int lineEnd = broken ? newline.find(buffer, start, limit) : -1;
    boolean sure = complete || (lineEnd >= 0 && lineEnd + 1 < limit);
    int end = lineEnd >= 0 ? lineEnd : limit;
    if (broken && sure && end - start <= maxRecordBytes) {
      reject(start, end);
      window.setPosition(lineEnd < 0 ? limit : end + newline.lengthAt(buffer, end, limit));
      return table.records() < table.capacity();
    }
    if (table.records() > 0) {
      return false;
    }
    if (window.end() == End.OPEN && !tooLong(limit - start)) {
      fill();
      return true;
    }
    if (window.end() == End.FAILED && !tooLong(limit - start)) {
      throw window.failure();
    }
    if (window.end() == End.SAMPLE) {
      done = true;
      return false;
    }
    passLongRecord();
    return false;
  }

  private boolean holdsEscape(int start, int end) {
    byte[] text = window.buffer();
    byte mark = dialect.quoteBytes()[0];
    for (int i = start; i + 1 < end; i++) {
      if (text[i] == '\\' && text[i + 1] == mark) {
        return true;
      }
    }
    return false;
  }

  /** Lets the general scanner take the record at the window's position, if it can. */
  private boolean takesOne(int start, int limit) {
    int before = table.records() + table.skipped();
    boolean ended = window.end() == End.COMPLETE;
    general.scan(window.buffer(), start, limit, start + 1, ended, table);
    if (table.records() + table.skipped() == before) {
      return false;
    }
    window.setPosition(general.next());
    return true;
  }

  private void reject(int start, int end) {
    int record = table.records();
    addWithoutFields(start, end);
    table.reject(
        record,
        RejectCode.MALFORMED_QUOTES,
        "text follows a closing quote, or a quote is never closed; the record was ended at its"
            + " first line end. Quotes within a quoted field must be "
            + (dialect.doublesQuotes() ? "doubled" : "preceded by " + dialect.escape())
            + (dialect.doublesQuotes() && holdsEscape(start, end)
                ? "; this record has \\"
                    + dialect.quote()
                    + ": source.options.escape: \"\\\\\" reads that"
                : ""));
  }
}
