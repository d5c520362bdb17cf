package io.sluice.benchmarks.micro;

import io.sluice.formats.column.Column;
import io.sluice.formats.read.ReadPlan;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** One decoder on the fields of a table. */
@State(Scope.Thread)
public class Decoding {
  @Param public ValueKind values;

  private Texts texts;

  @Setup
  public void prepare() {
    texts = Texts.of(values, 0, ReadPlan.DEFAULT_BATCH_ROWS);
  }

  @Benchmark
  public Column column(Work work) {
    work.begin();
    Column column = texts.decode();
    work.end(texts.bytes(), texts.rows());
    return column;
  }
}
