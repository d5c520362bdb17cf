package io.sluice.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sluice.ingest.testing.SmallLake;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A table may be called as a file's ending is. */
class TableNamesTest {
  @ParameterizedTest
  @ValueSource(strings = {"json", "yml", "csv", "parquet", "gz"})
  void theSecondRunReadsWhatTheFirstKept(String name, @TempDir Path folder) throws Exception {
    SmallLake lake = new SmallLake(folder);
    String target = "target: {database: d, table: " + name + "}\n";
    lake.write("1.csv", "id,empty\n1,\n");
    assertEquals(1, lake.done(target).data().totals().written());
    lake.write("2.csv", "id,empty\n2,7\n");
    assertEquals(1, lake.done(target).data().totals().written());
  }
}
