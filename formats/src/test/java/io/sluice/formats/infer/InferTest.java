package io.sluice.formats.infer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.sluice.formats.column.Column;
import io.sluice.formats.column.Columns;
import io.sluice.formats.decode.ColumnDecoders;
import io.sluice.formats.decode.RowErrors;
import io.sluice.formats.read.ReadColumn;
import io.sluice.formats.read.ReadColumn.Kind;
import io.sluice.formats.read.ReadColumn.OnBadValue;
import io.sluice.formats.read.ReadColumn.ValueRules;
import io.sluice.formats.token.FieldTable;
import io.sluice.formats.token.Unescaper;
import io.sluice.spec.SourceOptions;
import io.sluice.spec.type.DataType;
import io.sluice.spec.type.DataType.Primitive;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class InferTest {
  private final FieldProfiler profiler = new FieldProfiler(SourceOptions.defaults());

  @TestFactory
  Stream<DynamicTest> cases() throws IOException {
    String table;
    try (var in = InferTest.class.getResourceAsStream("/infer/types.tsv")) {
      table = new String(in.readAllBytes(), UTF_8);
    }
    return table
        .lines()
        .filter(line -> !line.startsWith("#"))
        .map(line -> line.split("\t", -1))
        .map(
            cells ->
                dynamicTest(
                    "[" + cells[0] + "]",
                    () -> {
                      List<String> values = Arrays.asList(cells[0].split("\\|", -1));
                      TypeProfile profile = profile(profiler, values);
                      assertEquals(cells[1], profile.type().ddl(), profile.evidence());
                      assertEquals(Boolean.parseBoolean(cells[2]), profile.nulls() > 0);
                      assertEquals(values.size(), profile.count());
                    }));
  }

  /** Whatever the values: the type found for them decodes them all. */
  @Test
  void whatIsInferredDecodes() {
    Random random = new Random(7);
    for (int round = 0; round < 3000; round++) {
      int kinds = random.nextInt(1, 1 << VALUES.length);
      List<String> values = new ArrayList<>();
      for (int i = random.nextInt(1, 12); i > 0; i--) {
        int kind = random.nextInt(VALUES.length);
        while ((kinds >> kind & 1) == 0) {
          kind = random.nextInt(VALUES.length);
        }
        values.add(VALUES[kind][random.nextInt(VALUES[kind].length)]);
      }
      if (random.nextInt(3) == 0) {
        values.replaceAll(value -> random.nextInt(9) == 0 ? "" : value);
      }
      TypeProfile profile = profile(profiler, values);
      assertDecodes(profile.type(), ValueRules.STRICT, values);
    }
  }

  @Test
  void withTheUsersRulesToo() {
    ValueRules rules =
        new ValueRules(
            new ValueRules.Nulls(List.of("NA", "-"), false),
            true,
            Optional.empty(),
            Optional.empty(),
            "Asia/Seoul",
            new ValueRules.Numbers(',', Optional.of('.'), true),
            new ValueRules.Booleans(List.of("ja"), List.of("nein")));
    FieldProfiler german =
        new FieldProfiler(rules, Optional.of("dd.MM.yyyy"), Optional.of("dd.MM.yyyy HH:mm"));
    assertType("decimal(18,2)", german, rules, "1.234,56", "NA", " 7 ", "-");
    assertType("bigint", german, rules, "1.234", "12");
    assertType("double", german, rules, "1,5e3", "NA");
    assertType("boolean", german, rules, "Ja", "nein", "NA");
    assertType("string", german, rules, "true");
    assertType("string", german, rules, "1.5");
    assertEquals("date", profile(german, List.of("29.02.2024", "NA")).type().ddl());
    assertEquals("timestamp_ntz", profile(german, List.of("29.02.2024 12:34")).type().ddl());
    assertEquals("string", profile(german, List.of("29.02.2024 12:34", "2024-02-29")).type().ddl());
  }

  @Test
  void aPatternBeatsTheNumberItLooksLike() {
    FieldProfiler compact =
        new FieldProfiler(ValueRules.STRICT, Optional.of("yyyyMMdd"), Optional.empty());
    assertEquals("date", profile(compact, List.of("20240229", "")).type().ddl());
    assertEquals("bigint", profile(compact, List.of("20240229", "20240230")).type().ddl());
  }

  @Test
  void profilesMergeInAnyOrder() throws Exception {
    Random random = new Random(11);
    for (int round = 0; round < 300; round++) {
      List<String> values = new ArrayList<>();
      String[] kind = VALUES[random.nextInt(VALUES.length)];
      for (int i = 0; i < 20; i++) {
        String[] from = random.nextInt(15) == 0 ? VALUES[random.nextInt(VALUES.length)] : kind;
        values.add(random.nextInt(10) == 0 ? "" : from[random.nextInt(from.length)]);
      }
      byte[] whole = bytes(profile(profiler, values));
      Collections.shuffle(values, random);
      int split = random.nextInt(values.size());
      TypeProfile merged = profile(profiler, values.subList(split, values.size()));
      merged.merge(copy(profile(profiler, values.subList(0, split))));
      merged.merge(new TypeProfile());
      assertEquals(Arrays.toString(whole), Arrays.toString(bytes(merged)));
    }
  }

  @Test
  void filesMergeByName() {
    FileProfile first = new FileProfile(List.of("a", "b"));
    first.observe(row("1", "x"), List.of("a", "b"), any -> true, profiler);
    FileProfile second = new FileProfile(List.of("b", "c", "a"));
    second.observe(row("2024-01-01", "1.5", "2"), List.of("b", "c", "a"), any -> true, profiler);
    second.observe(row("2024-01-02", "2.5", "3"), List.of("b", "c", "a"), any -> true, profiler);
    first.merge(second);
    assertEquals(3, first.records());
    assertEquals(
        "[a bigint false, b string false, c decimal(18,1) true]",
        first.columns().stream()
            .map(column -> column.name() + " " + column.type().ddl() + " " + column.nullable())
            .toList()
            .toString());
  }

  @Test
  void recordsThatCouldNotBeTokenizedAreLeftOut() {
    FieldTable table = row("broken");
    table.reject(0, io.sluice.formats.reject.RejectCode.MALFORMED_QUOTES, "");
    FileProfile profile = new FileProfile(List.of("a"));
    profile.observe(table, List.of("a"), any -> true, profiler);
    profile.observe(row("1"), List.of("a"), any -> true, profiler);
    assertEquals(1, profile.records());
    assertEquals("bigint", profile.columns().get(0).type().ddl());
    assertEquals(false, profile.columns().get(0).nullable());
  }

  @Test
  void jsonStringsAreNeverNumbers() {
    TypeProfile numbers = new TypeProfile();
    profiler.observe("12".getBytes(UTF_8), 0, 2, Reading.TEXT_OR_TIME, numbers);
    assertEquals(Primitive.STRING, numbers.type());
    TypeProfile dates = new TypeProfile();
    profiler.observe("2024-02-29".getBytes(UTF_8), 0, 10, Reading.TEXT_OR_TIME, dates);
    assertEquals(Primitive.DATE, dates.type());
    TypeProfile trues = new TypeProfile();
    profiler.observe("true".getBytes(UTF_8), 0, 4, Reading.TEXT_OR_TIME, trues);
    assertEquals(Primitive.STRING, trues.type());
  }

  @Test
  void evidenceNamesTheShortestOddValue() {
    assertEquals(
        "3 values, 1 nulls, at most 7 bytes, for example 'n/a'",
        profile(profiler, List.of("1", "unknown", "", "n/a")).evidence());
    assertEquals(
        "4 values, all but 'NA' fit bigint: set null_tokens if it means null",
        profile(profiler, List.of("1", "NA", "2", "NA")).evidence());
    assertEquals("2 values, all fit bigint", profile(profiler, List.of("1", "2")).evidence());
  }

  private static final String[][] VALUES = {
    {"0", "1", "-5", "123456", "9223372036854775807", "-9223372036854775808", "-0"},
    {"9223372036854775808", "12345678901234567890", "-99999999999999999999999999999999999999"},
    {"1.5", "-0.25", "123456.789", "0.000001", ".5", "5.", "100.00", "12345678901234567.25"},
    {"1e5", "-2.5E-3", "NaN", "Infinity", "-Infinity", "1e-400", "1e308", "6.02214076e23"},
    {
      "0.30000000000000004",
      "2.718281828459045",
      "1e400",
      "99999999999999999999999999999999999999999"
    },
    {"true", "false", "TRUE", "False"},
    {"2024-02-29", "1999-12-31", "0001-01-01", "9999-12-31"},
    {"2024-02-29T12:34:56", "2024-02-29 12:34", "2024-02-29T12:34:56.123456"},
    {"2024-02-29T12:34:56Z", "2024-02-29 12:34:56.5+09:00", "2024-02-29T12:34-0330"},
    {"007", "+82", "00", "0123.5", "-01"},
    {"abc", " 1", "1,234", "2024-02-30", "12:00", "null", "\"\"", "1e", "-", "2024-02-29T25:00:00"}
  };

  private static void assertType(
      String type, FieldProfiler by, ValueRules rules, String... values) {
    TypeProfile profile = profile(by, List.of(values));
    assertEquals(type, profile.type().ddl(), profile.evidence());
    assertDecodes(profile.type(), rules, List.of(values));
  }

  private static void assertDecodes(DataType type, ValueRules rules, List<String> values) {
    FieldTable table = column(values);
    Column out = Columns.create(type, 1);
    RowErrors errors = new RowErrors();
    errors.reset(table.records());
    ColumnDecoders.create(
            new ReadColumn("c", type, List.of("c"), Kind.FIELD, true, rules, OnBadValue.REJECT))
        .decode(table, 0, out, errors);
    for (int i = 0; i < values.size(); i++) {
      assertEquals(null, errors.message(i), type.ddl() + " of " + values);
    }
  }

  private static TypeProfile profile(FieldProfiler by, List<String> values) {
    TypeProfile profile = new TypeProfile();
    by.observe(column(values), 0, profile);
    return profile;
  }

  private static FieldTable column(List<String> values) {
    return table(1, values);
  }

  private static FieldTable row(String... values) {
    return table(values.length, List.of(values));
  }

  private static FieldTable table(int width, List<String> values) {
    FieldTable table = new FieldTable(width, values.size() / width, Unescaper.NONE);
    ByteArrayOutputStream buffer = new ByteArrayOutputStream();
    for (int i = 0; i < values.size(); i++) {
      String value = values.get(i);
      if (value.length() > 1 && value.startsWith("\"")) {
        table.flags()[i] = FieldTable.QUOTED;
        value = value.substring(1, value.length() - 1);
      }
      table.starts()[i] = buffer.size();
      buffer.writeBytes(value.getBytes(UTF_8));
      table.ends()[i] = buffer.size();
      buffer.write(',');
    }
    table.setBuffer(buffer.toByteArray());
    table.setRecords(values.size() / width);
    return table;
  }

  private static byte[] bytes(TypeProfile profile) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(profile);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static TypeProfile copy(TypeProfile profile) throws Exception {
    try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes(profile)))) {
      return (TypeProfile) in.readObject();
    }
  }
}
