package io.sluice.formats.csv;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sluice.formats.source.ByteWindow.End;
import io.sluice.formats.tabular.Cells;
import io.sluice.formats.tabular.Newlines;
import io.sluice.formats.token.FieldTable;
import io.sluice.spec.SourceOptions;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The first records of a table.
 *
 * @param rows those without problems
 * @param firstBegin where the first of all begins, from the table's beginning
 * @param firstEnd where the first of all ends, from the table's beginning
 * @param firstText the first of all as it stands in the file
 * @param firstProblem what is wrong with the first of all
 */
record TableTop(
    List<List<String>> rows,
    int firstBegin,
    int firstEnd,
    String firstText,
    Optional<String> firstProblem) {
  private static final int LOOKED_AT_ROWS = 300;
  private static final int FEW_FIELDS = 512;

  /**
   * @param rest the sample from the table's beginning on
   */
  static TableTop of(DialectTrial best, byte[] rest, End end, SourceOptions options, String newline)
      throws IOException {
    CsvDialect dialect = best.dialect();
    List<List<String>> rows = new ArrayList<>();
    int firstBegin = 0;
    int firstEnd = 0;
    String firstText = "";
    String firstProblem = null;
    boolean first = true;
    try (CsvTokenizer tokenizer = CsvTokenizer.ofSample(dialect, rest, rest.length, end)) {
      int width =
          Math.max(1, Math.min(options.bounds().maxColumns(), Math.max(best.fields(), FEW_FIELDS)));
      int records = Math.min(LOOKED_AT_ROWS, 16 + rest.length / 256);
      FieldTable table = CsvTokenizer.newTable(dialect, width, records);
      while (rows.size() < LOOKED_AT_ROWS && tokenizer.next(table)) {
        for (int r = 0; r < table.records() && rows.size() < LOOKED_AT_ROWS; r++) {
          if (first) {
            int begins = (int) tokenizer.recordOffset(r);
            int ends = (int) (begins + tokenizer.recordLength(r));
            firstBegin = begins;
            firstEnd = ends + Newlines.lengthAt(rest, ends, newline);
            firstText = new String(rest, begins, ends - begins, UTF_8);
            firstProblem = table.problem(r) == null ? null : table.problemMessage(r);
            first = false;
          }
          if (table.problem(r) == null) {
            rows.add(Cells.of(table, r));
          }
        }
      }
    }
    return new TableTop(rows, firstBegin, firstEnd, firstText, Optional.ofNullable(firstProblem));
  }
}
