package io.sluice.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.cli.command.CliRunner.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A lake is the same whatever the language of the machine, whose digits may be others than ours.
 */
class MachineLanguageTest {
  private final Locale before = Locale.getDefault();
  @TempDir Path folder;

  @BeforeEach
  void arabic() {
    Locale.setDefault(Locale.forLanguageTag("ar-EG"));
    assertEquals("\u0665", String.format("%d", 5), "this locale proves nothing");
  }

  @AfterEach
  void asBefore() {
    Locale.setDefault(before);
  }

  private List<String> names(String place) throws IOException {
    try (Stream<Path> files = Files.walk(folder.resolve("lake").resolve(place))) {
      return files.filter(Files::isRegularFile).map(f -> f.getFileName().toString()).toList();
    }
  }

  @Test
  void filesAreNamedAsEverywhereAndFoundAgain() throws Exception {
    CliRunner runner = new CliRunner(folder);
    String spec = "dataset: a\nsource: {path: a.csv}\ntarget: {partition_by: [id]}\n";
    Files.writeString(folder.resolve("a.yml"), spec);
    Files.writeString(folder.resolve("a.csv"), "id,day\n1,2024-01-02\n2,2024-01-03\n");
    Result first = runner.run("ingest", "a.yml", "--output", "json");
    assertEquals(0, first.code(), first.err());
    assertTrue(first.out().codePoints().allMatch(c -> c < 0x80), first.out());

    Files.writeString(folder.resolve("a.yml"), spec + "rejects: {max_rows: 0}\n");
    Files.writeString(folder.resolve("a.csv"), "id,day\nbad,2024-01-02\n");
    assertEquals(3, runner.run("ingest", "a.yml").code());
    Result vacuum = runner.run("vacuum", "--refused", "0s");
    assertEquals("1 file of refused runs deleted\n", vacuum.out(), vacuum.err());

    Files.writeString(folder.resolve("a.csv"), "id,day\n7,2024-01-02\n");
    assertEquals(0, runner.run("ingest", "a.yml").code());
    Result rows = runner.run("sql", "-o", "csv", "SELECT id FROM a");
    assertEquals("id\r\n7\r\n", rows.out(), rows.err());
    Result check = runner.run("check");
    assertEquals(0, check.code(), check.out());
    for (String name : names("default/a")) {
      assertTrue(name.matches("[0-9A-Za-z_-]+-\\d{5}-\\d{4}\\.parquet"), name);
    }
  }
}
