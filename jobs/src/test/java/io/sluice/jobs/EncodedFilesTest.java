package io.sluice.jobs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.ingest.Outcome;
import io.sluice.ingest.failure.ExitCode;
import io.sluice.ledger.Manifest.Kind;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Large files in other encodings are read by several tasks; the table is that of their twins. */
@Timeout(900)
class EncodedFilesTest {
  private static final String SCHEMA =
      "schema:\n  - {name: id, type: bigint}\n  - {name: note, type: string}\n"
          + "  - {name: n, type: int}\n";
  private static final String DIGEST =
      "SELECT count(*), sum(id), sum(n), sum(strlen(note)), sum(hash(id, note, n) %% 1000003) FROM"
          + " %s";

  @TempDir private Path folder;

  private static void records(StringBuilder text, int from, int to) {
    for (int i = from; i < to; i++) {
      text.append(i).append(",\"été, of\n").append(i & 7).append(" lines\",1\n");
      if (i % 100_000 == 0) {
        text.append("bad,\"\n").append(i).append("ß\",3\n");
      }
    }
  }

  private Outcome ingest(String name, String text, Charset charset, String options) {
    TestLake lake = new TwinLakes(folder.resolve(name));
    lake.file("a.csv", text, charset);
    Outcome outcome =
        lake.ingest(
            lake.specOf(
                "dataset: t\nsource: {path: in" + options + "}\ntarget: {table: t}\n" + SCHEMA));
    assertEquals(ExitCode.DONE, outcome.exitCode(), () -> outcome.failure().toString());
    return outcome;
  }

  private List<String> sql(String name, String select, Kind kind) {
    TestLake lake = new TwinLakes(folder.resolve(name));
    boolean data = kind == Kind.DATA;
    return TestLake.sql(
        select.formatted(data ? lake.table("default.t") : lake.rejects("default.t")));
  }

  private void assertTwins(String name, String twin, int rejected) {
    assertEquals(sql(twin, DIGEST, Kind.DATA), sql(name, DIGEST, Kind.DATA));
    String rejects = "SELECT record_number, code, \"column\", raw FROM %s ORDER BY 1";
    List<String> found = sql(name, rejects, Kind.REJECTS);
    assertEquals(rejected, found.size());
    assertEquals(sql(twin, rejects, Kind.REJECTS), found);
    TestLake lake = new TwinLakes(folder.resolve(name));
    assertTrue(lake.paths("default.t", Kind.DATA).size() > 1, "read by one task only");
  }

  @Test
  void twoBytesACharacter() {
    StringBuilder text = new StringBuilder(40 << 20).append("id,note,n\n");
    records(text, 0, 900_000);
    ingest("utf8", text.toString(), StandardCharsets.UTF_8, "");
    String marked = "\ufeff" + text;
    Outcome low = ingest("low", marked, StandardCharsets.UTF_16LE, "");
    Outcome high = ingest("high", marked, StandardCharsets.UTF_16BE, "");
    assertEquals(List.of(), low.report().findings().warnings());
    assertEquals(List.of(), high.report().findings().warnings());
    assertTwins("low", "utf8", 9);
    assertTwins("high", "utf8", 9);
    // The byte order of what is only called UTF-16 is found out, too.
    ingest("named", marked, StandardCharsets.UTF_16LE, ", options: {encoding: UTF-16}");
    assertTwins("named", "utf8", 9);
    long at = 2 + 2L * text.indexOf("bad,\"\n100000");
    assertEquals(
        List.of(String.valueOf(at)),
        sql("low", "SELECT byte_offset FROM %s WHERE raw LIKE '%%100000%%'", Kind.REJECTS));
    ingest("latin", text.toString(), Charset.forName("windows-1252"), "");
    assertTwins("latin", "utf8", 9);
  }

  @Test
  void cutsThatMisleadAreFoundOut() {
    StringBuilder text = new StringBuilder(40 << 20).append("id,note,n\n");
    records(text, 1, 250_000);
    text.append("1,\"").append("9,no record,0\n".repeat(600_000)).append("\",1\n");
    records(text, 250_000, 500_000);
    ingest("utf8", text.toString(), StandardCharsets.UTF_8, "");
    Outcome low = ingest("low", "\ufeff" + text, StandardCharsets.UTF_16LE, "");
    assertEquals(
        1, low.report().findings().warnings().stream().filter(w -> w.contains("twice")).count());
    assertTwins("low", "utf8", 4);
  }
}
