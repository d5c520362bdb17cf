package io.sluice.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.sluice.ingest.failure.ExitCode;
import io.sluice.ingest.failure.Stop;
import io.sluice.ingest.lake.Lake;
import io.sluice.ingest.progress.ProgressPrinter;
import io.sluice.ingest.run.ThreadRunner;
import io.sluice.ingest.testing.DuckDb;
import io.sluice.ledger.Manifest.Kind;
import io.sluice.spec.DatasetSpec;
import io.sluice.spec.SpecReader;
import io.sluice.spec.lake.LakeLocation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** All that a host needs to ingest a file: a spec, a lake and a runner. */
class MinimalHostTest {
  @TempDir Path folder;

  private Outcome ingest(DatasetSpec spec) {
    Stop stop = new Stop();
    try (Lake lake = Lake.open(LakeLocation.of(folder.resolve("lake")));
        ThreadRunner runner = ThreadRunner.ofMachine(stop, lake.storages())) {
      ProgressPrinter silent = new ProgressPrinter(System.err, ProgressPrinter.Style.NONE);
      return new Ingest(spec, lake, runner, "threads: a test", stop, silent).run();
    }
  }

  private List<String> rows() throws Exception {
    try (Lake lake = Lake.open(LakeLocation.of(folder.resolve("lake")))) {
      String files =
          lake.ledger().liveFiles("default.t", Kind.DATA).stream()
              .map(file -> "'" + file.path() + "'")
              .collect(Collectors.joining(", "));
      return DuckDb.rows("SELECT id, name FROM read_parquet([" + files + "]) ORDER BY id");
    }
  }

  @Test
  void ingestsAFileAndItsCorrection() throws Exception {
    Path in = Files.createDirectory(folder.resolve("in"));
    Files.writeString(in.resolve("a.csv"), "id,name\n1,one\n2,two\n");
    Files.writeString(in.resolve("b.csv"), "id,name\n8,eight\n");
    DatasetSpec spec =
        SpecReader.read("dataset: t\nsource:\n  path: " + in + "\ntarget:\n  table: t\n", "t.yml");
    Outcome first = ingest(spec);
    assertEquals(ExitCode.DONE, first.exitCode(), () -> first.failure().toString());
    assertEquals(List.of("1|one", "2|two", "8|eight"), rows());

    Files.writeString(in.resolve("a.csv"), "id,name\n1,uno\n3,tres\n");
    Outcome corrected = ingest(spec);
    assertEquals(ExitCode.DONE, corrected.exitCode(), () -> corrected.failure().toString());
    assertEquals(2, corrected.report().data().totals().written());
    assertEquals(List.of("1|uno", "3|tres", "8|eight"), rows());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "org.apache.spark.SparkContext",
        "org.apache.hadoop.fs.FileSystem",
        "scala.Option"
      })
  void nothingOfSparkIsThere(String name) {
    assertThrows(ClassNotFoundException.class, () -> Class.forName(name));
  }
}
