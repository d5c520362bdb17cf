package io.sluice.formats.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.formats.read.BatchReader;
import io.sluice.formats.read.ByteRange;
import io.sluice.formats.read.ReadBatch;
import io.sluice.formats.read.ReadColumn;
import io.sluice.formats.read.ReadColumn.Kind;
import io.sluice.formats.read.ReadColumn.OnBadValue;
import io.sluice.formats.read.ReadColumn.ValueRules;
import io.sluice.formats.read.ReadPlan;
import io.sluice.formats.read.ReadPlan.MissingColumn;
import io.sluice.spec.SourceOptions.JsonRecords;
import io.sluice.spec.Thorough;
import io.sluice.spec.type.DataType.Primitive;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What is predicted is what the general way finds: rows, rejects and their places. */
class PredictionTest {
  private static final List<ReadColumn> ALL = columns();

  private static List<ReadColumn> columns() {
    List<ReadColumn> columns = new ArrayList<>();
    for (String declaration :
        List.of(
            "id int",
            "big bigint",
            "amount decimal(15,2)",
            "wide decimal(30,5)",
            "ratio double",
            "half float",
            "name string",
            "day date",
            "at timestamp",
            "ok boolean",
            "blob binary",
            "o struct<a:int,b:string>",
            "list array<int>",
            "map map<string,int>",
            "hangul string 한글",
            "dotted string x.y",
            "other string nothing|alias")) {
      columns.add(ReadJson.column(declaration));
    }
    return columns;
  }

  /** A part of the columns in random order, some by unusual rules, and others of other kinds. */
  private static List<ReadColumn> plan(Random random) {
    List<ReadColumn> columns = new ArrayList<>();
    boolean lenient = random.nextInt(4) == 0;
    for (ReadColumn column : ALL) {
      if (random.nextInt(5) > 0) {
        ReadColumn chosen = random.nextInt(8) > 0 ? column : unusual(column, random);
        columns.add(lenient ? lenient(chosen) : chosen);
      }
    }
    java.util.Collections.shuffle(columns, random);
    if (random.nextInt(3) == 0) {
      columns.add(ReadJson.special("raw", Primitive.STRING, Kind.RAW));
      columns.add(ReadJson.special("offset", Primitive.BIGINT, Kind.BYTE_OFFSET));
      columns.add(ReadJson.special("number", Primitive.BIGINT, Kind.RECORD_IN_RANGE));
      columns.add(ReadJson.special("length", Primitive.BIGINT, Kind.BYTE_LENGTH));
    }
    if (random.nextInt(12) == 0) {
      columns.add(ReadJson.column("inner int o.a"));
    }
    if (random.nextInt(3) == 0) {
      columns.add(ReadJson.column("more string extra"));
      columns.add(ReadJson.column("most string extra_key_that_is_quite_long"));
      columns.add(ReadJson.special("rest", Primitive.STRING, Kind.RESCUED));
    }
    return columns;
  }

  static ReadColumn lenient(ReadColumn column) {
    return new ReadColumn(
        column.name(),
        column.type(),
        column.sourceNames(),
        column.kind(),
        column.nullable(),
        column.rules(),
        OnBadValue.NULL);
  }

  private static ReadColumn unusual(ReadColumn column, Random random) {
    ValueRules strict = ValueRules.STRICT;
    boolean nested = column.type().nested();
    ValueRules rules =
        new ValueRules(
            new ValueRules.Nulls(
                random.nextInt(8) == 0 ? List.of("7", "plain") : List.of(), random.nextBoolean()),
            random.nextInt(8) == 0,
            !nested && column.type() == Primitive.INT ? Optional.of("42") : Optional.empty(),
            strict.format(),
            random.nextBoolean() ? "UTC" : "Asia/Seoul",
            new ValueRules.Numbers(
                random.nextInt(3) == 0 ? ',' : '.', Optional.empty(), random.nextBoolean()),
            new ValueRules.Booleans(
                strict.booleans().trueValues(), strict.booleans().falseValues()));
    return new ReadColumn(
        column.name(),
        column.type(),
        column.sourceNames(),
        column.kind(),
        random.nextBoolean(),
        rules,
        random.nextBoolean() ? OnBadValue.NULL : OnBadValue.REJECT);
  }

  private static ReadJson generally(
      MemoryObject file, JsonLayout layout, ByteRange range, ReadPlan plan, int window)
      throws IOException {
    ReadJson result = new ReadJson();
    try (BatchReader reader =
        JsonFiles.open(file, layout, range, plan, window, JsonFiles.Way.GENERAL)) {
      result.read(reader);
    }
    return result;
  }

  static void assertSame(
      MemoryObject file, JsonLayout layout, ByteRange range, ReadPlan plan, int window, String why)
      throws IOException {
    ReadJson expected = generally(file, layout, range, plan, window);
    ReadJson actual = ReadJson.of(file, layout, range, plan, window);
    assertEquals(expected.rejects, actual.rejects, why);
    assertEquals(expected.rows, actual.rows, why);
    assertEquals(expected.records, actual.records, why);
    assertEquals(expected.skipped, actual.skipped, why);
  }

  @Test
  void randomFiles() throws IOException {
    for (int seed = 0; seed < Thorough.cases(60, 250); seed++) {
      Random random = new Random(seed);
      MemoryObject file = MemoryObject.of(new RandomLines(seed).file(1 + random.nextInt(200)));
      ReadPlan plan =
          new ReadPlan(
              plan(random),
              new int[] {400, 400, 33, 1}[random.nextInt(4)],
              random.nextInt(6) == 0 ? MissingColumn.REJECT : MissingColumn.NULL);
      int window = new int[] {64, 500, 4000, 512 << 10}[random.nextInt(4)];
      // What is kept of a record that is too long depends on the window, if it is small.
      long most = window > 4000 && random.nextBoolean() ? 450 : 1 << 20;
      JsonLayout layout = new JsonLinesLayout("none", "UTF-8", 0, most, JsonRecords.OBJECTS);
      assertSame(file, layout, ReadJson.whole(file), plan, window, "seed " + seed);
    }
  }

  @Test
  void everySplit() throws IOException {
    for (int seed = 0; seed < Thorough.cases(1, 4); seed++) {
      MemoryObject file = MemoryObject.of(new RandomLines(seed).file(6));
      ReadPlan plan = new ReadPlan(ALL, 16, MissingColumn.NULL);
      for (long split = 0; split <= file.size(); split++) {
        String why = "seed " + seed + ", split at " + split;
        ByteRange first = new ByteRange(0, 0, 0, split, true, 0, false);
        ByteRange rest = new ByteRange(0, 1, split, file.size(), false, -1, true);
        assertSame(file, ReadJson.lines(), first, plan, 700, why);
        assertSame(file, ReadJson.lines(), rest, plan, 700, why);
      }
    }
  }

  @Test
  void everyByteOfARecordChanged() throws IOException {
    String line =
        "{\"id\":12,\"name\":\"some text\",\"amount\":-1234.50,\"day\":\"2024-02-29\",\"ok\":true,"
            + "\"list\":[1,2],\"ratio\":0.5e3,\"extra\":{\"a\":\"b\"},\"at\":\"2024-01-02T03:04:05Z\"}";
    ReadPlan plan = new ReadPlan(ALL, 16, MissingColumn.NULL);
    byte[] replacements = " \t\r\n\0\"\\{}[]:,.-+0159eEtnulZ/;\u007f".getBytes(UTF_8);
    for (int at = 0; at < line.length(); at++) {
      List<String> odd = new ArrayList<>();
      odd.add(line.substring(0, at));
      odd.add(line.substring(0, at) + line.substring(at + 1));
      for (byte replacement : replacements) {
        odd.add(line.substring(0, at) + (char) replacement + line.substring(at + 1));
        odd.add(line.substring(0, at) + (char) replacement + line.substring(at));
      }
      for (String each : odd) {
        // Enough lines before it that it is predicted.
        String text = (line + "\n").repeat(10) + each + "\n" + line;
        MemoryObject file = MemoryObject.of(text);
        assertSame(file, ReadJson.lines(), ReadJson.whole(file), plan, 9000, each);
      }
    }
  }

  @Test
  void numbersThatJsonDoesNotHave() throws IOException {
    for (String value :
        List.of(
            "007",
            "-007",
            "00.5",
            "-",
            "+1",
            ".5",
            "1.",
            "1,5",
            "0x1",
            "1e",
            "NaN",
            "True",
            "TRUE",
            "truE",
            "falsE",
            "2024-01-02",
            "1_000",
            "0",
            "-0",
            "-0.0",
            "1e2",
            "1.5E-1",
            "\"007\"",
            "\"+1\"",
            "\" 1\"",
            "123456789012345678",
            "9223372036854775807",
            "9223372036854775808",
            "-9223372036854775808",
            "12345678901234567890123")) {
      for (String type :
          List.of(
              "int", "bigint", "decimal(15,2)", "double", "float", "string", "boolean", "date")) {
        String good =
            type.equals("date") ? "\"2024-01-02\"" : type.equals("boolean") ? "true" : "1";
        String line = "{\"a\":" + good + ",\"b\":2}\n";
        String text = line.repeat(10) + "{\"a\":" + value + ",\"b\":2}\n" + line.repeat(3);
        MemoryObject file = MemoryObject.of(text);
        ReadPlan plan =
            new ReadPlan(
                List.of(ReadJson.column("a " + type), ReadJson.column("b int")),
                16,
                MissingColumn.NULL);
        assertSame(file, ReadJson.lines(), ReadJson.whole(file), plan, 1000, value + " as " + type);
      }
    }
  }

  @Test
  void linesThatLookAlikeArePredicted() throws IOException {
    String a = "{\"id\": 1, \"name\": \"a\\n\", \"extra\": [1], \"o\": {\"a\": null}}\r\n";
    String b = "{\"id\": null, \"extra\": 2.5, \"o\": {\"a\": 7}}\r\n";
    MemoryObject file = MemoryObject.of(a + b + (a + b + b).repeat(40));
    ReadPlan plan =
        new ReadPlan(
            List.of(
                ReadJson.column("id int"),
                ReadJson.column("name string"),
                ReadJson.column("inner int o.a")),
            4096,
            MissingColumn.NULL);
    try (BatchReader reader =
        JsonFiles.open(file, ReadJson.lines(), ReadJson.whole(file), plan, 1 << 16)) {
      List<Integer> batches = new ArrayList<>();
      for (ReadBatch batch = reader.next(); batch != null; batch = reader.next()) {
        batches.add(batch.rows().rowCount());
      }
      assertTrue(batches.size() <= 8, () -> "a shape is to be learned once: " + batches);
      assertEquals(122, batches.stream().mapToInt(Integer::intValue).sum());
    }
    ReadJson rows = ReadJson.of(file, ReadJson.lines(), ReadJson.whole(file), plan, 1 << 16);
    assertEquals(Arrays.asList(1, "a\n", null), rows.rows.get(2));
    assertEquals(Arrays.asList(null, null, 7), rows.rows.get(121));
    assertEquals(List.of(), rows.rejects);
  }
}
