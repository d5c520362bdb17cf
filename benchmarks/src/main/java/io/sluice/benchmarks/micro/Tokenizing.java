package io.sluice.benchmarks.micro;

import io.sluice.benchmarks.data.Input.Format;
import io.sluice.formats.Formats;
import io.sluice.formats.token.FieldTable;
import io.sluice.formats.token.TokenReader;
import java.io.IOException;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Records and fields found, nothing decoded: the tokenizers. JSON's needs columns to look for. */
@State(Scope.Thread)
public class Tokenizing {
  @Param({"CSV", "FIXED_WIDTH"})
  public Format format;

  private SampleFile file;

  @Setup
  public void prepare() {
    file = SampleFile.of(format, SampleFile.ROWS);
  }

  @Benchmark
  public long fields(Work work) throws IOException {
    work.begin();
    long fields = 0;
    try (TokenReader reader = Formats.tokens(file.source(), file.layout(), file.range())) {
      for (FieldTable table = reader.next(); table != null; table = reader.next()) {
        fields += (long) table.records() * table.width();
      }
    }
    work.end(file.size(), fields);
    return fields;
  }
}
