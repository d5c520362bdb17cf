package io.sluice.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.ingest.failure.ExitCode;
import io.sluice.ingest.lake.Lake;
import io.sluice.ingest.testing.DuckDb;
import io.sluice.ingest.testing.SmallLake;
import io.sluice.ledger.Manifest.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files have the bloom filters asked for, whatever the table has been through. */
class BloomFiltersTest {
  @TempDir Path folder;
  private SmallLake lake;

  @BeforeEach
  void makeLake() throws IOException {
    lake = new SmallLake(folder);
  }

  private static String target(String more) {
    return "target: {table: t, " + more + "}\n";
  }

  /** Names of columns with a filter, of each live file in the order of their commits. */
  private List<String> filters() throws Exception {
    List<String> found = new ArrayList<>();
    try (Lake opened = lake.lake()) {
      for (var file : opened.ledger().liveFiles("default.t", Kind.DATA)) {
        found.add(
            DuckDb.rows(
                    "SELECT DISTINCT path_in_schema FROM parquet_metadata('"
                        + file.path()
                        + "') WHERE bloom_filter_offset IS NOT NULL ORDER BY 1")
                .toString());
      }
    }
    return found;
  }

  /** What is left of an old file gets filters of the columns that it has. */
  @Test
  void filesFromBeforeAColumnCanBeCorrected() throws Exception {
    lake.write("a.csv", "id\n1\n2\n").write("b.csv", "id\n3\n");
    lake.done("");
    lake.write("c.csv", "id,email\n4,x@y.org\n");
    lake.done(target("bloom_filters: [email, ID]"));
    lake.write("a.csv", "id\n5\n");
    lake.done(target("bloom_filters: [email, ID]"));
    assertEquals(List.of("3|null", "4|x@y.org", "5|null"), lake.rows("id, email"));
    assertEquals(List.of("[email, id]", "[email, id]", "[id]"), sorted(filters()));
  }

  private static List<String> sorted(List<String> texts) {
    return texts.stream().sorted().toList();
  }

  @Test
  void caseIsNoDifference() throws Exception {
    lake.write("a.csv", "Id,Name\n1,x\n");
    lake.done(
        "schema: [{name: Id, type: int}, {name: Name, type: string}]\n"
            + target("bloom_filters: [ID, name]"));
    assertEquals(List.of("[Id, Name]"), filters());
  }

  /** Asked for of a column that the table has without a type: files get it with its first value. */
  @Test
  void aColumnWithoutAValueYet() throws Exception {
    lake.write("a.csv", "id,email\n1,\n");
    lake.done("");
    lake.write("b.csv", "id,email\n2,\n");
    lake.done(target("bloom_filters: email"));
    lake.write("c.csv", "id,email\n3,x@y.org\n");
    lake.done(target("bloom_filters: email"));
    lake.write("a.csv", "id,email\n4,\n");
    lake.done(target("bloom_filters: email"));
    assertEquals(List.of("2|null", "3|x@y.org", "4|null"), lake.rows("id, email"));
  }

  @Test
  void whatNoFileCanHaveIsRefusedBeforeItIsWritten() throws Exception {
    lake.write("a.csv", "id,ok,day\n1,true,2024-01-01\n");
    refused("bloom_filters: [ok]", "column \"ok\" of type boolean cannot have a bloom filter");
    refused("bloom_filters: [e-mail]", "Its columns are [id, ok, day]");
    refused("bloom_filters: [Day], partition_by: [day]", "\"Day\" is a partition key");
  }

  private void refused(String target, String why) {
    Outcome outcome = lake.ingest(target(target));
    assertEquals(ExitCode.USAGE, outcome.exitCode());
    String message = outcome.failure().orElseThrow().getMessage();
    assertTrue(message.contains("target.bloom_filters: ") && message.contains(why), message);
  }
}
