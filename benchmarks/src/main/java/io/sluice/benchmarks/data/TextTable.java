package io.sluice.benchmarks.data;

import java.util.List;
import java.util.SplittableRandom;

/**
 * Mostly text: short and long, repeated and unique, beyond ASCII, with quotes and commas inside.
 */
final class TextTable implements SyntheticTable {
  private static final List<DataColumn> COLUMNS =
      List.of(
          new DataColumn("id", "bigint", 19),
          new DataColumn("category", "string", 12),
          new DataColumn("title", "string", 200),
          new DataColumn("body", "string", 1_200),
          new DataColumn("author", "string", 40),
          new DataColumn("token", "string", 16));

  @Override
  public List<DataColumn> columns() {
    return COLUMNS;
  }

  @Override
  public void put(long row, SplittableRandom random, RecordWriter out) {
    out.number(row);
    out.word(Words.word(random));
    out.text(Words.sentence(random, 3 + random.nextInt(6)));
    String body = Words.sentence(random, 20 + random.nextInt(60));
    int remark = random.nextInt(4);
    out.text(
        remark == 0
            ? body + ", he said: \"" + Words.word(random) + "\""
            : remark == 1 ? body + ", and so on" : body);
    out.word(Words.word(random) + " " + Words.word(random));
    out.word(Long.toHexString(random.nextLong() | Long.MIN_VALUE));
  }
}
