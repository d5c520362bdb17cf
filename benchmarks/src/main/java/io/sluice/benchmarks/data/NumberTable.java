package io.sluice.benchmarks.data;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Nothing but numbers: keys, small and large integers, decimals and doubles. */
final class NumberTable implements SyntheticTable {
  private static final int GROUPS = 4;

  @Override
  public List<DataColumn> columns() {
    List<DataColumn> columns = new ArrayList<>();
    columns.add(new DataColumn("id", "bigint", 19));
    for (int i = 0; i < GROUPS; i++) {
      columns.add(new DataColumn("small_" + i, "int", 11));
      columns.add(new DataColumn("large_" + i, "bigint", 20));
      columns.add(new DataColumn("price_" + i, "decimal(15,2)", 17));
      columns.add(new DataColumn("reading_" + i, "double", 26));
    }
    return columns;
  }

  @Override
  public void put(long row, SplittableRandom random, RecordWriter out) {
    out.number(row);
    for (int i = 0; i < GROUPS; i++) {
      out.number(random.nextInt(1_000));
      out.number(random.nextLong());
      out.decimal(random.nextLong(-10_000_000_000L, 10_000_000_000L), 2);
      out.real(random.nextDouble(-1, 1) * 1e4);
    }
  }
}
