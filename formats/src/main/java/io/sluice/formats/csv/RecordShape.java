package io.sluice.formats.csv;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sluice.formats.reject.RejectCode;
import io.sluice.formats.token.FieldTable;
import io.sluice.spec.SourceOptions.RaggedRows;
import java.util.Arrays;

/** What a record must be to become a row, apart from its values. */
final class RecordShape {
  private final int expected;
  private final RaggedRows ragged;
  private final boolean trailing;
  private final boolean quotes;
  private final byte[] delimiter;
  private final byte[] header;

  RecordShape(CsvLayout layout, CsvDialect dialect) {
    expected = layout.header().size();
    ragged = layout.ragged();
    trailing = layout.habits().trailingDelimiter();
    quotes = !dialect.quote().isEmpty();
    delimiter = dialect.delimiterBytes();
    header = layout.habits().headerText().getBytes(UTF_8);
  }

  /** What is wrong with the number of a record's fields; null if nothing is. */
  RejectCode problem(FieldTable table, int record) {
    int found = table.fieldCounts()[record];
    if (found < expected) {
      return ragged == RaggedRows.REJECT ? RejectCode.TOO_FEW_FIELDS : null;
    }
    boolean more = found > expected && !(trailing && endsEmpty(table, record));
    return more && ragged != RaggedRows.FILL_AND_DROP ? RejectCode.TOO_MANY_FIELDS : null;
  }

  /** For people. */
  String message(FieldTable table, int record, RejectCode problem) {
    int found = table.fieldCounts()[record];
    String counts = "expected " + expected + " fields, found " + found;
    if (problem == RejectCode.TOO_FEW_FIELDS) {
      return counts + ": ragged_rows: fill makes those that are missing null";
    }
    if (found == expected + 1 && endsWithDelimiter(table, record)) {
      return counts
          + ", the last of them empty after a delimiter at the record's end: ragged_rows:"
          + " fill_and_drop leaves it out";
    }
    return counts + (quotes ? "; a field that contains the delimiter must be quoted" : "");
  }

  /** Whether the one field after the expected ones is the empty one after a last delimiter. */
  boolean endsEmpty(FieldTable table, int record) {
    return trailing
        && table.fieldCounts()[record] == expected + 1
        && endsWithDelimiter(table, record);
  }

  private boolean endsWithDelimiter(FieldTable table, int record) {
    int end = table.recordEnds()[record];
    int start = end - delimiter.length;
    return start >= table.recordStarts()[record]
        && Arrays.equals(table.buffer(), start, end, delimiter, 0, delimiter.length);
  }

  /** Whether records may be the header again. */
  boolean knowsHeader() {
    return header.length > 0;
  }

  /** Whether a record is the header again, as in files put together of several. */
  boolean repeatsHeader(FieldTable table, int record) {
    int start = table.recordStarts()[record];
    int end = table.recordEnds()[record];
    return header.length > 0
        && end - start == header.length
        && table.buffer()[start] == header[0]
        && Arrays.equals(table.buffer(), start, end, header, 0, header.length);
  }
}
