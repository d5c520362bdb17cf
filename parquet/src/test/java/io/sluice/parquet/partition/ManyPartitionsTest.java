package io.sluice.parquet.partition;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.parquet.Readers;
import io.sluice.parquet.partition.ManyPartitions.Order;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** 1,500 partitions and 200,000 rows in a heap of 256 MB, of which the writer may use 38. */
class ManyPartitionsTest {
  private static final long MEMORY = 38L << 20;

  @TempDir Path folder;

  /** Returns the files by partition. */
  private Map<String, List<Path>> write(Order order, long fileBytes) throws Exception {
    Path table = Files.createDirectories(folder.resolve("table"));
    Path temporary = Files.createDirectories(folder.resolve("temporary"));
    Path output = folder.resolve("output");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Djava.io.tmpdir=" + temporary,
                "-cp",
                System.getProperty("java.class.path"),
                ManyPartitions.class.getName(),
                order.name(),
                Long.toString(MEMORY),
                Long.toString(fileBytes),
                table.toString())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    int exit = process.waitFor();
    String said = Files.readString(output, StandardCharsets.UTF_8).strip();
    assertEquals(0, exit, said);
    assertTrue(Long.parseLong(said.substring(said.indexOf(' ') + 1)) <= MEMORY, said);
    assertEquals(0, regularFiles(temporary).size(), "temporary files left behind");
    Map<String, List<Path>> files = new TreeMap<>();
    for (Path file : regularFiles(table)) {
      files
          .computeIfAbsent(file.getParent().getFileName().toString(), p -> new ArrayList<>())
          .add(file);
    }
    assertEquals(
        Integer.parseInt(said.substring(0, said.indexOf(' '))),
        files.values().stream().mapToInt(List::size).sum());
    return files;
  }

  private static List<Path> regularFiles(Path below) throws IOException {
    try (Stream<Path> all = Files.walk(below)) {
      return all.filter(Files::isRegularFile).toList();
    }
  }

  private void checkRows(Order order) throws Exception {
    SplittableRandom random = new SplittableRandom(5);
    Map<Integer, Integer> expected = new TreeMap<>();
    for (int row = 0; row < ManyPartitions.ROWS; row++) {
      expected.merge(order.partition(row, random), 1, Integer::sum);
      random.nextInt(10);
      random.nextLong();
      random.nextInt(30);
      random.nextLong();
    }
    String all =
        " FROM read_parquet('" + folder + "/table/**/*.parquet', hive_partitioning = true)";
    Map<Integer, Integer> read = new TreeMap<>();
    for (List<String> row : Readers.query("SELECT p, count(*)" + all + " GROUP BY p")) {
      read.put(Integer.valueOf(row.get(0)), Integer.valueOf(row.get(1)));
    }
    assertEquals(expected, read);
    long rows = ManyPartitions.ROWS;
    assertEquals(
        List.of(List.of(Long.toString(rows), Long.toString(rows * (rows - 1) / 2), "0")),
        Readers.query(
            "SELECT count(DISTINCT n), sum(n)::BIGINT, count(*) FILTER (t NOT LIKE '% row ' || n)"
                + all));
  }

  @ParameterizedTest
  @EnumSource(Order.class)
  void everyPartitionHasFewFiles(Order order) throws Exception {
    Map<String, List<Path>> files = write(order, 256L << 20);
    assertEquals(ManyPartitions.PARTITIONS, files.size());
    for (Map.Entry<String, List<Path>> partition : files.entrySet()) {
      int most = order == Order.REPEATED ? 2 : 1;
      assertTrue(partition.getValue().size() <= most, partition.toString());
    }
    checkRows(order);
  }

  @Test
  void theFilesOfALargePartitionAreOfTheSizeAskedFor() throws Exception {
    long size = 1 << 19;
    Map<String, List<Path>> files = write(Order.SKEWED, size);
    assertEquals(ManyPartitions.PARTITIONS, files.size());
    List<Path> large = files.remove("p=77");
    assertTrue(files.values().stream().allMatch(small -> small.size() == 1));
    int full = 0;
    for (Path file : large) {
      long bytes = Files.size(file);
      assertTrue(bytes < size * 5 / 4, file + " has " + bytes);
      full += bytes > size * 3 / 4 ? 1 : 0;
    }
    assertTrue(full > 5 && full >= large.size() - 2, full + " of " + large.size() + " are full");
    checkRows(Order.SKEWED);
  }
}
