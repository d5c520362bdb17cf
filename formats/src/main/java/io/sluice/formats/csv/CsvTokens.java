package io.sluice.formats.csv;

import io.sluice.formats.reject.RejectCode;
import io.sluice.formats.token.FieldTable;
import io.sluice.formats.token.TokenReader;
import java.io.IOException;
import java.util.List;

/**
 * The records of delimited text for inference: those that reading rejects or passes over for their
 * shape have a problem here, so that no column's type depends on them.
 */
final class CsvTokens implements TokenReader {
  private final TokenReader tokens;
  private final RecordShape shape;
  private final int expected;

  /** A reader that owns its tokens. */
  CsvTokens(TokenReader tokens, RecordShape shape) {
    this.tokens = tokens;
    this.shape = shape;
    this.expected = tokens.fieldNames().size();
  }

  @Override
  public FieldTable next() throws IOException {
    FieldTable table = tokens.next();
    if (table != null) {
      int[] counts = table.fieldCounts();
      boolean header = shape.knowsHeader();
      int records = table.records();
      for (int r = 0; r < records; r++) {
        if (table.problem(r) == null) {
          if (counts[r] != expected) {
            RejectCode problem = shape.problem(table, r);
            if (problem != null) {
              table.reject(r, problem, shape.message(table, r, problem));
            }
          } else if (header && shape.repeatsHeader(table, r)) {
            table.reject(r, RejectCode.REPEATED_HEADER, "it is the header again");
          }
        }
      }
    }
    return table;
  }

  @Override
  public List<String> fieldNames() {
    return tokens.fieldNames();
  }

  @Override
  public long position() {
    return tokens.position();
  }

  @Override
  public void close() throws IOException {
    tokens.close();
  }
}
