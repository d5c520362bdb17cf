package io.sluice.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.cli.command.CliRunner.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Tables of many columns cost in proportion to them. */
@Timeout(120)
class WideTableTest {
  private static final int FEW = 1_500;
  private static final int MANY = 15_000;

  @TempDir Path folder;

  private static String joined(int columns, IntFunction<String> text) {
    return IntStream.range(0, columns).mapToObj(text).collect(Collectors.joining(","));
  }

  private void write(int columns, int first) throws IOException {
    Files.writeString(
        folder.resolve("w" + columns + ".csv"),
        joined(columns, i -> "Column " + i)
            + "\n"
            + joined(columns, i -> Integer.toString(first + i))
            + "\n");
    Files.writeString(
        folder.resolve("w" + columns + ".yml"),
        "dataset: w"
            + columns
            + "\nsource: {path: w"
            + columns
            + ".csv}\ntarget: {keep_replaced: 0s}\n");
  }

  private Duration ingest(int columns) {
    long start = System.nanoTime();
    Result result = new CliRunner(folder).run("ingest", "w" + columns + ".yml");
    assertEquals(0, result.code(), result.err());
    return Duration.ofNanos(System.nanoTime() - start);
  }

  @Test
  void aRowOfManyColumns() throws IOException {
    write(FEW, 0);
    write(MANY, 0);
    ingest(FEW);
    // Again, since the first of all pays for what all use.
    write(FEW, 1);
    Duration few = ingest(FEW);
    Duration many = ingest(MANY);
    write(MANY, 1);
    Duration changed = ingest(MANY);
    Duration most = few.multipliedBy(4 * MANY / FEW).plusSeconds(2);
    assertTrue(many.compareTo(most) < 0, many + " for " + MANY + ", " + few + " for " + FEW);
    assertTrue(changed.compareTo(most) < 0, changed + " for " + MANY + ", " + few + " for " + FEW);
    assertEquals(
        "column_14999\r\n15000\r\n",
        new CliRunner(folder)
            .run("sql", "-o", "csv", "SELECT column_14999 FROM default.w" + MANY)
            .out());
    assertEquals(0, new CliRunner(folder).run("detect", "w" + MANY + ".csv").code());
  }
}
