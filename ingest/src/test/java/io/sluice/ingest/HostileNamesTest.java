package io.sluice.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.sluice.formats.infer.ColumnNames;
import io.sluice.ingest.testing.SmallLake;
import io.sluice.spec.ColumnSpec;
import io.sluice.spec.DatasetSpec;
import io.sluice.spec.SpecReader;
import io.sluice.spec.SpecWriter;
import io.sluice.spec.type.DataType.Primitive;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever files call their fields, the second run finds them again, and a spec can name them. */
class HostileNamesTest {
  private static final int LONG = 500;

  private static final List<String> NAMES =
      List.of(
          "x".repeat(LONG),
          "한".repeat(LONG / 3),
          "_sluice_x",
          "_SLUICE__sluice_y",
          "_run_id",
          "_rescued",
          "a.b",
          "a\\.b",
          "..",
          "\\",
          "`",
          "İ",
          "ß",
          "e\u0301",
          "😀",
          "null",
          "true",
          "1e3",
          "007",
          "# c",
          "- a",
          "a: b",
          "it's",
          "say \"so\"",
          "{}",
          "[x]",
          "!tag",
          "&a",
          "*a",
          "%",
          "@",
          "\u0085n",
          "\uFEFFbom",
          "a  b",
          "table__rejects");

  private static final List<String> KEYS =
      List.of("", "\u0000", "a\nb", "\t\tt", "k\u007F", "'", "~", "\u2028");

  private static List<String> some(Random random, List<String> names) {
    List<String> some = new ArrayList<>(names);
    Collections.shuffle(some, random);
    Map<String, String> distinct = new LinkedHashMap<>();
    some.subList(0, 1 + random.nextInt(some.size()))
        .forEach(name -> distinct.putIfAbsent(name.strip().toLowerCase(Locale.ROOT), name));
    return List.copyOf(distinct.values());
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void theSecondRunFindsTheHeaderOfTheFirst(long seed, @TempDir Path folder) throws Exception {
    List<String> header = new ArrayList<>(some(new Random(seed), NAMES));
    header.add("id");
    SmallLake lake = new SmallLake(folder);
    for (int file = 1; file <= 2; file++) {
      int value = file;
      lake.write(
          file + ".csv",
          row(header.stream().map(name -> '"' + name.replace("\"", "\"\"") + '"'))
              + row(header.stream().map(name -> Integer.toString(value)))
              + row(header.stream().map(name -> Integer.toString(value))));
      lake.done("");
      assertFull(lake, header.size(), 2L * file);
    }
  }

  private static String row(java.util.stream.Stream<String> fields) {
    return fields.collect(Collectors.joining(",")) + "\n";
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void theSecondRunFindsTheKeysOfTheFirst(long seed, @TempDir Path folder) throws Exception {
    Random random = new Random(seed);
    List<String> all = new ArrayList<>(NAMES);
    all.addAll(KEYS);
    List<String> keys = some(random, all);
    SmallLake lake = new SmallLake(folder);
    for (int file = 1; file <= 2; file++) {
      Map<String, Object> members = new LinkedHashMap<>();
      for (String key : keys) {
        members.put(key, file);
      }
      Map<String, Object> record = new LinkedHashMap<>(members);
      record.put("nested member", members);
      // Escaped, so that a lone surrogate can be written at all.
      String json =
          JsonMapper.builder()
              .enable(com.fasterxml.jackson.core.json.JsonWriteFeature.ESCAPE_NON_ASCII)
              .build()
              .writeValueAsString(record);
      lake.write(file + ".json", json + "\n");
      lake.done("");
      assertFull(lake, keys.size() + 1, file);
    }
  }

  private static void assertFull(SmallLake lake, int columns, long rows) throws Exception {
    assertEquals(columns, lake.columns().size(), lake.columns().toString());
    assertEquals(
        List.of(String.join("|", Collections.nCopies(columns, Long.toString(rows)))),
        lake.rows("count(COLUMNS(*))"));
  }

  @Test
  void aSpecCanNameEachOfThem() {
    Random random = new Random(7);
    List<String> all = new ArrayList<>(NAMES);
    all.addAll(KEYS);
    for (int i = 0; i < 300; i++) {
      all.add(
          random
              .ints(1 + random.nextInt(300), 0, random.nextBoolean() ? 0x250 : 0xFFFF)
              .filter(c -> !Character.isSurrogate((char) c))
              .mapToObj(Character::toString)
              .collect(Collectors.joining()));
    }
    ColumnNames names = new ColumnNames(Set.of());
    List<ColumnSpec> columns = new ArrayList<>();
    for (String name : all) {
      columns.add(column(names.columnFor(name), name));
      // The same again has to be told from it, however long it is.
      columns.add(column(names.columnFor(name), name));
    }
    DatasetSpec plain = SpecReader.read("dataset: d\nsource: {path: p}\ntarget: {}\n", "d.yml");
    DatasetSpec spec =
        new DatasetSpec(
            plain.dataset(),
            plain.source(),
            columns,
            plain.rejects(),
            plain.onDrift(),
            plain.transforms(),
            plain.quality(),
            plain.audit(),
            plain.target());
    String yaml = SpecWriter.toYaml(spec);
    List<ColumnSpec> read = SpecReader.read(yaml, "d.yml").schema();
    for (int i = 0; i < columns.size(); i++) {
      assertEquals(columns.get(i), read.get(i), "column " + i);
    }
    assertEquals(columns, SpecReader.readColumns(yaml, "the columns"));
  }

  private static ColumnSpec column(String name, String from) {
    return new ColumnSpec(
        name,
        Primitive.STRING,
        List.of(from),
        true,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /** Columns that the spec adds have their names first. */
  @Test
  void aFieldDoesNotTakeTheNameOfAnAuditColumn(@TempDir Path folder) throws Exception {
    SmallLake lake = new SmallLake(folder).write("1.csv", "id,_run_id\n1,7\n");
    lake.done("audit: {columns: [run_id]}\n");
    assertEquals(List.of("1|7"), lake.rows("id, _run_id_2"));
    lake.write("2.csv", "id,_run_id\n2,8\n");
    lake.done("audit: {columns: [run_id]}\n");
    assertEquals(List.of("1|7", "2|8"), lake.rows("id, _run_id_2"));
  }
}
