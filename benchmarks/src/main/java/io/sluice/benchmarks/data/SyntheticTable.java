package io.sluice.benchmarks.data;

import java.util.List;
import java.util.SplittableRandom;

/** A table made up for one kind of load. */
interface SyntheticTable {
  List<DataColumn> columns();

  /** Writes the values of one row, drawn from {@code random}. */
  void put(long row, SplittableRandom random, RecordWriter out);
}
