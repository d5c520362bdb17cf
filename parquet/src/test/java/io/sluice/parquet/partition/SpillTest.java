package io.sluice.parquet.partition;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.formats.column.ColumnBatch;
import io.sluice.parquet.Canonical;
import io.sluice.parquet.OutputColumn;
import io.sluice.parquet.RandomBatches;
import io.sluice.spec.type.TypeParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpillTest {
  private static final List<OutputColumn> COLUMNS =
      List.of(
          column("i", "int"),
          column("l", "bigint"),
          column("f", "float"),
          column("d", "double"),
          column("b", "boolean"),
          column("s", "string"),
          column("big", "decimal(30,3)"),
          column("t", "timestamp"),
          column("a", "array<string>"),
          column("m", "map<string,array<int>>"),
          column("st", "struct<x:int,y:struct<z:string,w:array<double>>>"));

  private static OutputColumn column(String name, String type) {
    return new OutputColumn(name, TypeParser.parse(type), true);
  }

  /** From every row in a run of its own to all rows in memory. */
  @ParameterizedTest
  @ValueSource(longs = {0, 1, 3_000, 100_000, 1L << 40})
  void givesBackWhatItTookInTheOrderInWhichItCame(long memory) throws Exception {
    Random random = new Random(11);
    RandomBatches batches = new RandomBatches(12, 40, 0.2);
    Map<Integer, List<String>> expected = new TreeMap<>();
    try (Spill spill = new Spill(COLUMNS, memory, Long.MAX_VALUE)) {
      for (int source = 0; source < 6; source++) {
        ColumnBatch batch = batches.batch(COLUMNS, 150);
        List<String> rows = Canonical.rows(batch);
        int[] index = random.ints(150, 0, 150).toArray();
        for (int at = 0; at < 150; ) {
          int count = Math.min(150 - at, 1 + random.nextInt(20));
          int partition = random.nextInt(7) * 3;
          boolean indexed = random.nextBoolean();
          spill.add(partition, source, batch, indexed ? index : null, at, count);
          for (int i = at; i < at + count; i++) {
            expected
                .computeIfAbsent(partition, p -> new ArrayList<>())
                .add(source + ": " + rows.get(indexed ? index[i] : i));
          }
          assertTrue(spill.allocated() <= memory, "memory " + spill.allocated());
          at += count;
        }
      }
      Map<Integer, List<String>> read = new TreeMap<>();
      for (int partition : spill.partitions()) {
        List<String> rows = new ArrayList<>();
        spill.read(
            partition,
            (source, batch) -> Canonical.rows(batch).forEach(row -> rows.add(source + ": " + row)));
        read.put(partition, rows);
      }
      assertEquals(expected, read);
    }
  }

  /** A process that is killed leaves nothing of them in the temporary folder. */
  @Test
  void theFileOfRowsHasNoName() throws Exception {
    ColumnBatch batch = new RandomBatches(12, 40, 0.2).batch(COLUMNS, 150);
    Set<Path> before = rowFiles();
    try (Spill spill = new Spill(COLUMNS, 0, Long.MAX_VALUE)) {
      spill.add(0, 0, batch, null, 0, 150);
      Set<Path> now = rowFiles();
      now.removeAll(before);
      assertEquals(Set.of(), now);
      int[] rows = {0};
      spill.read(0, (source, read) -> rows[0] += read.rowCount());
      assertEquals(150, rows[0]);
    }
  }

  /** With something in them: others of this machine are empty until they have lost their name. */
  private static Set<Path> rowFiles() throws IOException {
    try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      return files
          .filter(file -> file.getFileName().toString().matches("sluice-.*\\.rows"))
          .filter(file -> file.toFile().length() > 0)
          .collect(Collectors.toCollection(HashSet::new));
    }
  }

  @Test
  void whereNoTemporaryFileMayBeItSaysSo() throws Exception {
    ColumnBatch batch = new RandomBatches(12, 40, 0.2).batch(COLUMNS, 150);
    try (Spill spill = new Spill(COLUMNS, 3_000, 0)) {
      SpillLimitException failure =
          assertThrows(
              SpillLimitException.class,
              () -> {
                for (int i = 0; i < 100; i++) {
                  spill.add(0, 0, batch, null, 0, 150);
                }
              });
      assertTrue(failure.getMessage().contains("too many partitions for the memory"));
    }
  }
}
