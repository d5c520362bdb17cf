package io.sluice.jobs;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sluice.ingest.Outcome;
import io.sluice.ingest.failure.ExitCode;
import io.sluice.spec.report.RunReport.FileReport;
import io.sluice.spec.report.RunReport.RunState;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many small files in one run become what they become a few at a time. */
class SmallFilesTest {
  private static final long SEED = 20260207;

  /** So few are inspected one by one. */
  private static final int A_FEW = 7;

  private static final String MORE =
      """
      schema:
        - {name: id, type: int}
        - {name: amount, type: "decimal(10,2)"}
        - {name: note, type: string}
      """;

  @TempDir private Path folder;

  @Test
  void manyFilesAreReadLikeFew() throws IOException {
    Map<String, byte[]> files = files();
    TestLake atOnce = new TwinLakes(folder.resolve("at-once"));
    files.forEach(atOnce::file);
    Map<String, FileReport> many = reports(atOnce.ingest(atOnce.spec(MORE)));

    TestLake byAndBy = new TwinLakes(folder.resolve("by-and-by"));
    Map<String, FileReport> few = new TreeMap<>();
    List<String> names = List.copyOf(files.keySet());
    for (int from = 0; from < names.size(); from += A_FEW) {
      names
          .subList(from, Math.min(names.size(), from + A_FEW))
          .forEach(name -> byAndBy.file(name, files.get(name)));
      few.putAll(reports(byAndBy.ingest(byAndBy.spec(MORE))));
    }

    assertEquals(files.keySet(), many.keySet());
    assertEquals(few.keySet(), many.keySet());
    many.forEach(
        (name, report) -> {
          String seen = name + ": " + new String(files.get(name), UTF_8);
          assertEquals(few.get(name).format(), report.format(), seen);
          assertEquals(few.get(name).detected(), report.detected(), seen);
          assertEquals(few.get(name).counts(), report.counts(), seen);
          assertEquals(few.get(name).notes(), report.notes(), seen);
        });
    assertEquals(rows(byAndBy.table("default.t")), rows(atOnce.table("default.t")));
    String rejects = "(SELECT record_number, byte_offset, code, raw FROM %s)";
    assertEquals(
        rows(rejects.formatted(byAndBy.rejects("default.t"))),
        rows(rejects.formatted(atOnce.rejects("default.t"))));
    assertEquals(RunState.NOTHING_TO_DO, atOnce.ingest(atOnce.spec(MORE)).report().end().state());
  }

  private static Map<String, FileReport> reports(Outcome outcome) {
    assertEquals(ExitCode.DONE, outcome.exitCode(), () -> outcome.failure().toString());
    Map<String, FileReport> reports = new TreeMap<>();
    for (FileReport file : outcome.report().data().files()) {
      reports.put(Path.of(file.uri()).getFileName().toString(), file);
    }
    return reports;
  }

  private static List<String> rows(String from) {
    return TestLake.sql("SELECT * FROM " + from + " ORDER BY ALL");
  }

  /** Mostly alike; every kind that is read otherwise is among them, and a few are broken. */
  private static Map<String, byte[]> files() throws IOException {
    Random random = new Random(SEED);
    Map<String, byte[]> files = new TreeMap<>();
    for (int i = 0; i < 40; i++) {
      List<String> rows = new ArrayList<>();
      for (int r = 0; r < 3 + random.nextInt(30); r++) {
        rows.add(
            100 * i + r + "," + random.nextInt(100_000) / 100.0 + ",note " + random.nextInt(9));
      }
      String plain = "id,amount,note\n" + String.join("\n", rows) + "\n";
      byte[] file =
          switch (i % 10) {
            case 3 -> plain.replace(',', ';').getBytes(UTF_8);
            case 4 -> plain.replaceFirst("id,amount,note", "note,id,amount").getBytes(UTF_8);
            case 5 -> plain.replaceFirst("note [0-9]", "\"a, \"\"b\"\"\"").getBytes(UTF_8);
            case 6 ->
                plain
                    .replaceFirst(",note [0-9]", "")
                    .replaceFirst("\n[0-9]+", "\nx")
                    .getBytes(UTF_8);
            case 7 -> plain.replace("\n", "\r\n").getBytes(UTF_8);
            case 8 -> i == 8 ? plain.getBytes(UTF_16LE) : i == 18 ? gzip(plain) : new byte[0];
            case 9 -> plain.replaceFirst("\n[0-9]+,", "\n-,").getBytes(UTF_8);
            default -> plain.getBytes(UTF_8);
          };
      files.put("part-%02d.csv".formatted(i), file);
    }
    return files;
  }

  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(text.getBytes(UTF_8));
    }
    return bytes.toByteArray();
  }
}
