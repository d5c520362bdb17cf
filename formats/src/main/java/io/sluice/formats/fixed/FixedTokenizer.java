package io.sluice.formats.fixed;

import io.sluice.formats.source.ByteWindow.End;
import io.sluice.formats.text.LineTokenizer;
import io.sluice.formats.text.Newline;
import io.sluice.formats.text.TextRange;
import java.io.IOException;

/**
 * Finds the records of a fixed-width file, which are its lines, and their fields. Detection,
 * inference and reading all use it, so that what one finds is what the others find.
 *
 * <p>Rules for what is uneven: blank lines and comments are no records. A record of more than
 * {@code maxRecordBytes} is {@code RECORD_TOO_LONG} and ends at its line end all the same. A byte
 * 0x1A that is the file's last is no data. See {@link UnevenLine} for lines of another length than
 * the fields say.
 */
final class FixedTokenizer extends LineTokenizer {
  /** Bytes beyond the longest record that settle where it ends. */
  private static final int LOOKAHEAD = 2;

  private final FixedScanner scanner;

  /** A tokenizer that owns the text's input. */
  FixedTokenizer(FixedLayout layout, TextRange text) {
    super(text, Newline.of(layout.newline()), layout.maxRecordBytes(), LOOKAHEAD, "newline");
    this.scanner = new FixedScanner(layout);
  }

  /**
   * A tokenizer of a text in memory, for inspection. Lines to skip and a header are records to it.
   *
   * @param sample UTF-8 without byte order mark; copied
   * @param end {@code COMPLETE}, or {@code SAMPLE} if the file goes on: then its last record, which
   *     may be incomplete, is left out
   */
  static FixedTokenizer ofSample(FixedLayout layout, byte[] sample, End end) {
    return new FixedTokenizer(layout, TextRange.ofSample(sample, sample.length, end));
  }

  @Override
  protected boolean scan(int stopAt) throws IOException {
    boolean ended = window.end() == End.COMPLETE;
    FixedScanner.Stop why =
        scanner.scan(window.buffer(), window.position(), window.limit(), stopAt, ended, table);
    window.setPosition(scanner.next());
    return switch (why) {
      case FULL -> false;
      case RANGE_END -> more();
      case INCOMPLETE -> incomplete();
      case TOO_LONG -> pass();
    };
  }

  private boolean incomplete() throws IOException {
    if (window.end() == End.SAMPLE || !tooLong(window.limit() - window.position())) {
      return more();
    }
    return table.records() == 0 ? pass() : more();
  }

  /** Takes the line at the window's position, which is too long, once the table is empty. */
  private boolean pass() throws IOException {
    if (table.records() == 0) {
      passLongRecord();
    }
    return false;
  }

  @Override
  protected boolean commentAt(byte[] buffer, int at, int limit) {
    return scanner.commentAt(buffer, at, limit);
  }
}
