package io.sluice.formats.csv;

import io.sluice.formats.format.Fingerprint;
import io.sluice.formats.source.ByteWindow.End;
import io.sluice.formats.tabular.Newlines;
import io.sluice.formats.token.FieldTable;
import io.sluice.spec.SourceOptions;
import io.sluice.spec.SourceOptions.RaggedRows;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Optional;

/**
 * Delimited text below the same bytes (header, and what precedes it), all of whose records have as
 * many fields as the header, and that leave nothing to find out: whatever dialect is not set must
 * be as clear as in the file inspected.
 */
final class CsvFingerprint implements Fingerprint {
  private static final int TABLE_RECORDS = 128;

  private final byte[] head;
  private final CsvLayout layout;
  private final CsvDialect dialect;
  private final SourceOptions options;
  private final boolean quotes;

  private CsvFingerprint(
      byte[] head, CsvLayout layout, CsvDialect dialect, SourceOptions options, boolean quotes) {
    this.head = head;
    this.layout = layout;
    this.dialect = dialect;
    this.options = options;
    this.quotes = quotes;
  }

  /**
   * @param file the file inspected
   */
  static Optional<Fingerprint> of(CsvLayout layout, SourceOptions options, byte[] file) {
    boolean telling =
        layout.hasHeader()
            && layout.header().size() > 1
            && layout.dataStart() > 0
            && "{[<".indexOf(file[0]) < 0
            && (options.dialect().delimiter().isPresent() || !layout.delimiter().equals(" "))
            && (options.dialect().quote().isPresent() || layout.quote().equals("\""))
            && (options.dialect().escape().isPresent() || layout.escape().isEmpty())
            && (options.lines().comment().isPresent() || layout.comment().isEmpty())
            && (options.lines().raggedRows().isPresent() || layout.ragged() == RaggedRows.REJECT);
    if (!telling) {
      return Optional.empty();
    }
    byte[] head = Arrays.copyOf(file, (int) layout.dataStart());
    CsvDialect dialect = CsvDialect.of(layout);
    CsvFingerprint any = new CsvFingerprint(head, layout, dialect, options, false);
    return Optional.of(new CsvFingerprint(head, layout, dialect, options, any.quotes(file)));
  }

  @Override
  public boolean holds(byte[] file) {
    return file.length > head.length
        && Arrays.equals(file, 0, head.length, head, 0, head.length)
        && sameLineEnds(file)
        && nothingToDecide(file)
        && allRecordsFit(file);
  }

  private boolean sameLineEnds(byte[] file) {
    if (options.dialect().newline().isPresent()) {
      return true;
    }
    boolean returns = indexOf(file, '\r') >= 0;
    String newline = returns ? Newlines.of(file).newline() : "\n";
    return newline.equals(layout.newline());
  }

  /** Where quote or escape are not set, an inspection looks for what else they could be. */
  private boolean nothingToDecide(byte[] file) {
    boolean quote = options.dialect().quote().isPresent() || indexOf(file, '\'') < 0;
    boolean escape = options.dialect().escape().isPresent() || indexOf(file, '\\') < 0;
    return quote && escape && (options.dialect().quote().isPresent() || quotes(file) == quotes);
  }

  /** Whether a quote stands anywhere: then it opens a field, as all records fit the dialect. */
  private boolean quotes(byte[] file) {
    return indexOf(file, '"') >= 0;
  }

  private boolean allRecordsFit(byte[] file) {
    boolean allSet =
        options.dialect().quote().isPresent()
            && options.dialect().escape().isPresent()
            && options.lines().comment().isPresent();
    int end = allSet ? Math.min(file.length, head.length + GLANCE_BYTES) : file.length;
    byte[] text = Arrays.copyOfRange(file, head.length, end);
    boolean whole = end == file.length;
    boolean marks = options.lines().comment().isPresent();
    int fields = layout.header().size();
    FieldTable table = new FieldTable(0, TABLE_RECORDS, null);
    int records = 0;
    try (CsvTokenizer tokenizer =
        CsvTokenizer.ofSample(dialect, text, text.length, whole ? End.COMPLETE : End.SAMPLE)) {
      while (tokenizer.next(table)) {
        for (int r = 0; r < table.records(); r++) {
          int start = table.recordStarts()[r];
          boolean marked = table.buffer()[start] == '#' && !marks;
          if (table.fieldCounts()[r] != fields || table.problem(r) != null || marked) {
            return false;
          }
        }
        records += table.records();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("a sample in memory cannot fail", e);
    }
    return records > 0;
  }

  private static int indexOf(byte[] bytes, char what) {
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == what) {
        return i;
      }
    }
    return -1;
  }
}
