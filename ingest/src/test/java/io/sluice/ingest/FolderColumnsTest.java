package io.sluice.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.ingest.failure.ExitCode;
import io.sluice.ingest.testing.SmallLake;
import io.sluice.spec.report.RunReport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Names of the source's folders are columns. */
class FolderColumnsTest {
  @TempDir Path folder;
  private SmallLake lake;

  @BeforeEach
  void makeLake() throws IOException {
    lake = new SmallLake(folder);
  }

  @Test
  void keysOfFoldersAreColumns() throws Exception {
    lake.write("year=2024/month=05/zip=02134/x.csv", "id,name\n1,Ada\n");
    lake.write("year=2024/month=11/zip=__HIVE_DEFAULT_PARTITION__/y.csv", "id,name\n2,Bob\n");
    lake.write("year=2023/month=01/zip=a%2Fb/z.csv", "id,name\n3,Cy\n");
    assertEquals("folder", lake.plan("").layout().columns().get(2).origin());
    lake.done("");
    assertEquals(
        List.of("id bigint", "name string", "year bigint", "month bigint", "zip string"),
        lake.columns());
    assertEquals(
        List.of("1|Ada|2024|5|02134", "2|Bob|2024|11|null", "3|Cy|2023|1|a/b"),
        lake.rows("id, name, year, month, zip"));
  }

  @Test
  void jsonHasThemToo() throws Exception {
    lake.write("day=2024-05-01/x.jsonl", "{\"id\":1}\n{\"id\":2,\"day\":\"2020-01-01\"}\n");
    lake.write("day=2024-05-02/y.jsonl", "{\"id\":3}\n");
    RunReport report = lake.done("");
    assertTrue(
        report
            .findings()
            .drift()
            .toString()
            .contains("column day is in the files and in the names"),
        report.findings().drift().toString());
    assertEquals(List.of("1|2024-05-01", "2|2020-01-01", "3|2024-05-02"), lake.rows("id, day"));
  }

  @Test
  void theFilesOwnColumnComesFirstAndThatIsTold() throws Exception {
    lake.write("year=2024/x.csv", "id,year\n1,1999\n");
    lake.write("year=2025/y.csv", "id\n2\n");
    RunReport report = lake.done("");
    assertTrue(
        report.findings().drift().toString().contains("own values"),
        report.findings().drift().toString());
    assertEquals(List.of("1|1999", "2|2025"), lake.rows("id, year"));
  }

  @Test
  void namesAreNamesWhereTheSpecSaysSo() throws Exception {
    lake.write("year=2024/x.csv", "id\n1\n");
    lake.done("  options: {folder_columns: none}\n");
    assertEquals(List.of("id bigint"), lake.columns());
  }

  @Test
  void laterKeysAreDrift() throws Exception {
    lake.write("x.csv", "id\n1\n");
    lake.done("");
    lake.write("year=2024/y.csv", "id\n2\n");
    Outcome refused = lake.ingest("on_drift: {new_column: fail}\n");
    assertEquals(ExitCode.REFUSED, refused.exitCode());
    RunReport ignored = lake.done("on_drift: {new_column: ignore}\n");
    assertTrue(ignored.findings().drift().toString().contains("year: ignored"), ignored.toString());
    lake.write("year=2025/z.csv", "id\n3\n");
    lake.done("");
    assertEquals(List.of("1|null", "2|null", "3|2025"), lake.rows("id, year"));
  }

  @Test
  void aPinnedTypeHoldsAndWhatDoesNotFitIsRejected() throws Exception {
    lake.write("year=2024/x.csv", "1,a\n2,b\n");
    lake.write("year=soon/y.csv", "3,c\n4,d\n");
    RunReport report =
        lake.done(
            """
              options: {header: false}
            schema:
              - {name: year, type: int}
              - {name: id, type: bigint}
              - {name: v, type: string}
            """);
    assertEquals(2, report.data().totals().rejected());
    assertEquals("year", report.findings().rejects().get(0).column());
    assertFalse(report.findings().rejects().get(0).example().isEmpty());
    assertEquals(List.of("2024|1|a", "2024|2|b"), lake.rows("year, id, v"));
  }

  @Test
  void aPlanTellsOfTextKeysThatLookLikeNumbers() throws Exception {
    lake.write("x.csv", "id,zip\n1,02134\n2,10001\n");
    String partitioned = "target: {table: t, partition_by: [zip]}\n";
    assertTrue(lake.plan(partitioned).warnings().toString().contains("zip=02134"));
    lake.write("x.csv", "id,zip\n1,A1\n2,10001\n");
    assertEquals(List.of(), lake.plan(partitioned).warnings());
  }
}
