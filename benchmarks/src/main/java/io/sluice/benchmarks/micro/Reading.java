package io.sluice.benchmarks.micro;

import io.sluice.benchmarks.data.Input.Format;
import io.sluice.formats.Formats;
import io.sluice.formats.read.BatchReader;
import io.sluice.formats.read.ReadBatch;
import io.sluice.formats.read.ReadPlan;
import java.io.IOException;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** From bytes to column batches by whatever way the reader takes: all columns, or only a few. */
@State(Scope.Thread)
public class Reading {
  @Param({"CSV", "JSONL", "FIXED_WIDTH"})
  public Format format;

  /** The first so many of lineitem's. */
  @Param({"16", "2"})
  public int columns;

  private SampleFile file;
  private ReadPlan plan;

  @Setup
  public void prepare() {
    file = SampleFile.of(format, SampleFile.ROWS);
    plan = SampleFile.plan(columns);
  }

  @Benchmark
  public long batches(Work work) throws IOException {
    work.begin();
    long rows = 0;
    try (BatchReader reader = Formats.open(file.source(), file.layout(), file.range(), plan)) {
      for (ReadBatch batch = reader.next(); batch != null; batch = reader.next()) {
        rows += batch.rows().rowCount();
      }
    }
    if (rows != file.rows()) {
      throw new IllegalStateException(rows + " rows were read of " + file.rows());
    }
    work.end(file.size(), rows * columns);
    return rows;
  }
}
