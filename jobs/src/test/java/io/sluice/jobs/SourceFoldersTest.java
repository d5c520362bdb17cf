package io.sluice.jobs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sluice.spec.report.RunReport;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Columns from names of folders, columns without values, what is passed over, and names of
 * partitions that are too long, whatever runs the tasks.
 */
class SourceFoldersTest {
  @TempDir Path folder;

  private static final String NONE = "";
  private static final String SQL = "transforms: [{filter: id < 100}]\n";

  private RunReport run(Engines engine, String steps) {
    TestLake lake = new TestLake(folder.resolve(engine + (steps.isEmpty() ? "" : "-sql")), engine);
    lake.file("year=2024/zip=02134/a.csv", "# by hand\nid,name,note\n1,Ada,\n\n2,Bob,\n");
    lake.file("year=2025/zip=10001/b.csv", "id,name,note\n3," + "x".repeat(300) + ",\n");
    RunReport report =
        lake.ingest(
                lake.spec(
                    "  partition_by: [NAME]\n"
                        + "schema:\n"
                        + "  - {name: id, type: bigint}\n"
                        + "  - {name: name, type: string}\n"
                        + "  - {name: year, type: int}\n"
                        + "  - {name: zip, type: string}\n"
                        + steps))
            .report();
    assertEquals(
        List.of("1|Ada|2024|02134", "2|Bob|2024|02134"),
        TestLake.sql(
            "SELECT id, name, year, zip FROM " + lake.table("default.t") + " ORDER BY id"));
    return report;
  }

  @ParameterizedTest
  @ValueSource(strings = {NONE, SQL})
  void allRunnersGiveTheSame(String steps) {
    List<RunReport> reports = List.of(run(Engines.THREADS, steps), run(Engines.SPARK, steps));
    for (RunReport report : reports) {
      assertEquals(1, report.data().totals().rejected());
      assertEquals("partition_value_too_long", report.findings().rejects().get(0).code());
      assertEquals(
          List.of("blank_line 1", "comment 1"),
          report.findings().filtered().stream()
              .map(of -> of.reason() + " " + of.rows())
              .sorted()
              .toList());
    }
    assertEquals(reports.get(0).findings().rejects(), reports.get(1).findings().rejects());
  }
}
