package io.sluice.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.cli.command.CliRunner.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Tables of many columns cost in proportion to them. */
@Timeout(900)
class WideTableTest {
  private static final int FEW = 1_500;
  private static final int MANY = 15_000;

  @TempDir Path folder;

  private static String joined(int columns, IntFunction<String> text) {
    return IntStream.range(0, columns).mapToObj(text).collect(Collectors.joining(","));
  }

  private void write(String name, int columns, int first) throws IOException {
    Files.writeString(
        folder.resolve(name + ".csv"),
        joined(columns, i -> "Column " + i)
            + "\n"
            + joined(columns, i -> Integer.toString(first + i))
            + "\n");
    Files.writeString(
        folder.resolve(name + ".yml"),
        "dataset: " + name + "\nsource: {path: " + name + ".csv}\ntarget: {keep_replaced: 0s}\n");
  }

  /** Returns the nanoseconds it takes. */
  private long ingest(String name) {
    long start = System.nanoTime();
    Result result = new CliRunner(folder).run("ingest", name + ".yml");
    assertEquals(0, result.code(), result.err());
    return System.nanoTime() - start;
  }

  @Test
  void aRowOfManyColumns() throws IOException {
    write("few", FEW, 0);
    // The first of all pays for what all use.
    ingest("few");
    long few = Long.MAX_VALUE;
    long many = Long.MAX_VALUE;
    long changed = Long.MAX_VALUE;
    boolean inProportion = false;
    // The quickest of several, since other work on the machine only slows down.
    for (int i = 0; i < 10 && !inProportion; i++) {
      String name = "many" + i;
      write("few", FEW, i + 1);
      few = Math.min(few, ingest("few"));
      write(name, MANY, 0);
      many = Math.min(many, ingest(name));
      write(name, MANY, 1);
      changed = Math.min(changed, ingest(name));
      inProportion = Math.max(many, changed) < few * 4 * MANY / FEW + 2_000_000_000L;
    }
    assertTrue(
        inProportion,
        many + " ns for " + MANY + ", changed " + changed + " ns, " + few + " ns for " + FEW);
    assertEquals(
        "column_14999\r\n15000\r\n",
        new CliRunner(folder)
            .run("sql", "-o", "csv", "SELECT column_14999 FROM default.many0")
            .out());
    assertEquals(0, new CliRunner(folder).run("detect", "many0.csv").code());
  }
}
