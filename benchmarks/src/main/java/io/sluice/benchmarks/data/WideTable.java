package io.sluice.benchmarks.data;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * 200 columns of eight types in turn; the first is a key, of the others one value in ten is null.
 */
final class WideTable implements SyntheticTable {
  private static final int COLUMNS = 200;
  private static final String[] TYPES = {
    "int", "bigint", "decimal(12,3)", "double", "date", "timestamp", "boolean", "string"
  };
  private static final long FIRST_DAY = 7_305; // 1990-01-01
  private static final int DAYS = 14_610;

  @Override
  public List<DataColumn> columns() {
    List<DataColumn> columns = new ArrayList<>();
    for (int i = 0; i < COLUMNS; i++) {
      columns.add(new DataColumn("c" + i, TYPES[i % TYPES.length], 26));
    }
    return columns;
  }

  @Override
  public void put(long row, SplittableRandom random, RecordWriter out) {
    for (int i = 0; i < COLUMNS; i++) {
      if (i > 0 && random.nextInt(10) == 0) {
        out.nothing();
        continue;
      }
      switch (i % TYPES.length) {
        case 0 -> out.number(i == 0 ? row : random.nextInt(-100_000, 100_000));
        case 1 -> out.number(random.nextLong());
        case 2 -> out.decimal(random.nextLong(-999_999_999L, 999_999_999L), 3);
        case 3 -> out.real(random.nextDouble(-1e6, 1e6));
        case 4 -> out.date(FIRST_DAY + random.nextInt(DAYS));
        case 5 ->
            out.timestamp((FIRST_DAY + random.nextInt(DAYS)) * 86_400L + random.nextInt(86_400));
        case 6 -> out.bool(random.nextBoolean());
        default -> out.word(Words.word(random));
      }
    }
  }
}
