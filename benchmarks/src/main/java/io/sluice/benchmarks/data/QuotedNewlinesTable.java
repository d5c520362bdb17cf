package io.sluice.benchmarks.data;

import java.util.List;
import java.util.SplittableRandom;

/**
 * Records that span lines: a note of up to six of them, some of which look like records of their
 * own, so that a splitter which guesses wrong is found out.
 */
final class QuotedNewlinesTable implements SyntheticTable {
  private static final List<DataColumn> COLUMNS =
      List.of(
          new DataColumn("id", "bigint", 19),
          new DataColumn("amount", "decimal(15,2)", 16),
          new DataColumn("note", "string", 1_200),
          new DataColumn("day", "date", 10));

  @Override
  public List<DataColumn> columns() {
    return COLUMNS;
  }

  @Override
  public void put(long row, SplittableRandom random, RecordWriter out) {
    out.number(row);
    out.decimal(random.nextLong(0, 10_000_000L), 2);
    int lines = 1 + random.nextInt(6);
    StringBuilder note = new StringBuilder();
    for (int i = 0; i < lines; i++) {
      if (i > 0) {
        note.append(random.nextInt(4) == 0 ? "\r\n" : "\n");
      }
      switch (random.nextInt(5)) {
        case 0 -> note.append(random.nextInt(1_000_000)).append(",12.50,\"a note\",2024-02-29");
        case 1 -> note.append('"').append(Words.word(random)).append("\",");
        default -> note.append(Words.sentence(random, 2 + random.nextInt(8)));
      }
    }
    out.text(note.toString());
    out.date(18_262 + random.nextInt(1_461));
  }
}
