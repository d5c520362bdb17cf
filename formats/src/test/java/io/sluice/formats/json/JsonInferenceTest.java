package io.sluice.formats.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.formats.infer.InferredColumn;
import io.sluice.formats.read.ByteRange;
import io.sluice.formats.read.ReadColumn;
import io.sluice.formats.read.ReadException;
import io.sluice.formats.read.ReadPlan;
import io.sluice.formats.read.ReadPlan.MissingColumn;
import io.sluice.spec.SourceOptions;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The types found for JSON records, and that they decode what they were found in. */
class JsonInferenceTest {
  private static JsonProfile profile(String text) throws IOException {
    MemoryObject file = MemoryObject.of(text);
    return profile(file, ReadJson.whole(file));
  }

  private static JsonProfile profile(MemoryObject file, ByteRange range) throws IOException {
    return (JsonProfile)
        JsonInference.profile(
                file, ReadJson.lines(), range, SourceOptions.defaults(), Long.MAX_VALUE)
            .profile();
  }

  private static Map<String, String> types(JsonProfile profile) {
    Map<String, String> types = new TreeMap<>();
    for (InferredColumn column : profile.columns()) {
      types.put(column.name(), column.type().ddl() + (column.nullable() ? "" : " not null"));
    }
    return types;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "1 2|bigint not null",
        "1 null|bigint",
        "1 1.5|decimal(18,1) not null",
        "1 1e3|double not null",
        "true false|boolean not null",
        "true 1|string not null",
        "\"1\" \"2\"|string not null",
        "\"true\"|string not null",
        "1 \"1\"|string not null",
        "\"2024-02-29\" \"2024-01-01\"|date not null",
        "\"2024-02-29\" 1|string not null",
        "\"2024-02-29T01:02:03\"|timestamp_ntz not null",
        "\"2024-02-29T01:02:03Z\"|timestamp not null",
        "\"2023-02-29\"|string not null",
        "\"20240229\"|string not null",
        "null null|string",
        "\"\"|string not null",
        "[] []|array<string> not null",
        "[1] [] [null]|array<bigint> not null",
        "[1] [\"x\"]|array<string> not null",
        "[[1]] [[2.5]]|array<array<decimal(18,1)>> not null",
        "[1] 1|string not null",
        "[1] {\"a\":1}|string not null",
        "{} {}|map<string,string> not null",
        "{\"a\":1} {\"b\":\"x\"} null|struct<a:bigint,b:string>",
        "{\"a\":{\"b\":[{\"c\":1}]}}|struct<a:struct<b:array<struct<c:bigint>>>> not null",
        "{\"a\":1,\"A\":2}|map<string,bigint> not null",
        "{\"\":1}|map<string,bigint> not null",
        "{\"\\u0061\":1} {\"a\":2}|struct<a:bigint> not null",
      })
  void typeOfValues(String values, String type) throws IOException {
    StringBuilder text = new StringBuilder();
    for (String value : values.split(" ", -1)) {
      text.append("{\"c\":").append(value).append("}\n");
    }
    assertEquals(type, types(profile(text.toString())).get("c"), values);
  }

  @Test
  void keysInSomeRecordsAreNullableAndMalformedRecordsAreNotLookedAt() throws IOException {
    JsonProfile profile =
        profile("{\"b\":1,\"a\":1}\n{\"a\":2}\n{\"a\":\"x}\n[1]\n{\"a\":3,\"z\":1}\n");
    assertEquals(
        List.of("b", "a", "z"), profile.columns().stream().map(InferredColumn::name).toList());
    assertEquals(Map.of("a", "bigint not null", "b", "bigint", "z", "bigint"), types(profile));
    assertEquals(3, profile.records());
  }

  @Test
  void objectsOfManyKeysAreMaps() throws IOException {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 30; i++) {
      text.append("{\"m\":{");
      for (int k = 0; k < 10; k++) {
        text.append(k == 0 ? "" : ",").append("\"id").append(i * 10 + k).append("\":{\"v\":1}");
      }
      text.append("},\"s\":{\"x\":1}}\n");
    }
    assertEquals(
        Map.of("m", "map<string,struct<v:bigint>> not null", "s", "struct<x:bigint> not null"),
        types(profile(text.toString())));
  }

  @Test
  void whatIsNestedTooDeepIsText() throws IOException {
    String deep = "[".repeat(40) + "1" + "]".repeat(40);
    String type = types(profile("{\"c\":" + deep + "}")).get("c");
    assertEquals("array<".repeat(32) + "string" + ">".repeat(32) + " not null", type);
  }

  @Test
  void tooManyKeysForColumns() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i <= SourceOptions.DEFAULT_MAX_COLUMNS; i++) {
      text.append("{\"key").append(i).append("\":1}\n");
    }
    ReadException e = assertThrows(ReadException.class, () -> profile(text.toString()));
    assertTrue(e.getMessage().contains("more than 20000 different keys"), e.getMessage());
  }

  @Test
  void randomRecordsDecodeWithTheTypesFoundInThem() throws IOException {
    for (int seed = 0; seed < 150; seed++) {
      RandomJson random = new RandomJson(seed);
      StringBuilder text = new StringBuilder();
      int records = 1 + random.random().nextInt(8);
      for (int i = 0; i < records; i++) {
        text.append(random.object(4)).append('\n');
      }
      MemoryObject file = MemoryObject.of(text.toString());
      JsonProfile whole = profile(file, ReadJson.whole(file));
      assertEquals(records, whole.records());

      long split = 1L + random.random().nextInt((int) file.size() - 1);
      JsonProfile first = profile(file, new ByteRange(0, 0, 0, split, true, 0, false));
      JsonProfile second = profile(file, new ByteRange(0, 1, split, file.size(), false, -1, true));
      first.merge(copy(second));
      assertEquals(types(whole).keySet(), types(first).keySet());
      assertEquals(scalars(whole), scalars(first), text.toString());

      List<ReadColumn> columns = new ArrayList<>();
      for (InferredColumn column : whole.columns()) {
        columns.add(
            new ReadColumn(
                column.name(),
                column.type(),
                List.of(column.name()),
                ReadColumn.Kind.FIELD,
                column.nullable(),
                ReadColumn.ValueRules.STRICT,
                ReadColumn.OnBadValue.REJECT));
      }
      ReadJson read =
          ReadJson.of(
              file,
              ReadJson.lines(),
              ReadJson.whole(file),
              new ReadPlan(columns, 100, MissingColumn.NULL),
              256);
      assertEquals(List.of(), read.rejects, text.toString());
      assertEquals(records, read.rows.size());
    }
  }

  /** The order of members depends on the order of records; the types of columns do not. */
  private static Map<String, String> scalars(JsonProfile profile) {
    Map<String, String> types = types(profile);
    types.replaceAll((name, type) -> type.contains("struct") ? "struct" : type);
    return types;
  }

  private static JsonProfile copy(JsonProfile profile) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(profile);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      return (JsonProfile) in.readObject();
    } catch (ClassNotFoundException e) {
      throw new IOException(e);
    }
  }

  @Test
  void profilesTravel() throws IOException {
    JsonProfile profile = profile("{\"a\":[{\"b\":1}],\"한글\":\"x\"}");
    assertEquals(types(profile), types(copy(profile)));
  }
}
