package io.sluice.formats.json;

import static java.util.Arrays.asList;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.formats.read.ByteRange;
import io.sluice.formats.read.ReadColumn;
import io.sluice.formats.read.ReadColumn.Kind;
import io.sluice.formats.read.ReadColumn.OnBadValue;
import io.sluice.formats.read.ReadColumn.ValueRules;
import io.sluice.formats.read.ReadPlan;
import io.sluice.formats.read.ReadPlan.MissingColumn;
import io.sluice.formats.reject.Reject;
import io.sluice.spec.type.DataType.Primitive;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** From JSON text to columns and rejects. */
class JsonReadTest {
  private static ValueRules rules(List<String> nullTokens, boolean trim, String defaultValue) {
    return new ValueRules(
        new ValueRules.Nulls(nullTokens, false),
        trim,
        Optional.ofNullable(defaultValue),
        Optional.empty(),
        "UTC",
        new ValueRules.Numbers('.', Optional.empty(), false),
        new ValueRules.Booleans(List.of("yes"), List.of("no")));
  }

  @Test
  void everyScalarType() throws IOException {
    ReadJson read =
        ReadJson.of(
            "{\"i\":-7,\"l\":9007199254740993,\"d\":1.50,\"w\":12345678901234567890.5,\"f\":1e-3,"
                + "\"b\":true,\"s\":\"a\\u00e9\\n\",\"t\":\"2024-02-29\",\"ts\":\"2024-02-29T01:02:03.5Z\"}\n"
                + "{\"i\":\"-7\",\"l\":null,\"d\":\"1.5\",\"f\":1,\"b\":\"false\",\"s\":1.0}\n"
                + "{\"s\":{\"x\" : [1]},\"b\":false}\n{\"s\":true}\n{}\n",
            "i int",
            "l bigint",
            "d decimal(10,2)",
            "w decimal(30,2)",
            "f double",
            "b boolean",
            "s string",
            "t date",
            "ts timestamp");
    assertEquals(List.of(), read.rejects);
    assertEquals(
        List.of(
            asList(
                -7,
                9007199254740993L,
                new BigDecimal("1.50"),
                new BigDecimal("12345678901234567890.50"),
                0.001,
                true,
                "aé\n",
                LocalDate.of(2024, 2, 29),
                1709168523500000L),
            asList(-7, null, new BigDecimal("1.50"), null, 1.0, false, "1.0", null, null),
            asList(null, null, null, null, null, false, "{\"x\" : [1]}", null, null),
            asList(null, null, null, null, null, null, "true", null, null),
            asList(null, null, null, null, null, null, null, null, null)),
        read.rows);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "bigint|1.0|too_many_decimals",
        "bigint|1e3|not_a_number",
        "bigint|9223372036854775808|number_out_of_range",
        "int|true|not_a_number",
        "int|[1]|wrong_json_type",
        "int|{}|wrong_json_type",
        "int|\"\"|not_a_number",
        "boolean|1|not_a_boolean",
        "boolean|\"x\"|not_a_boolean",
        "date|\"2023-02-29\"|not_a_date",
        "date|20240101|not_a_date",
        "struct<a:int>|1|wrong_json_type",
        "struct<a:int>|[]|wrong_json_type",
        "array<int>|{}|wrong_json_type",
        "array<int>|\"[1]\"|wrong_json_type",
        "map<string,int>|[{}]|wrong_json_type",
      })
  void valuesOfTheWrongType(String type, String value, String code) throws IOException {
    ReadJson read = ReadJson.of("{\"c\":" + value + "}\n{}", "c " + type);
    assertEquals(1, read.rejects.size());
    assertEquals(code, read.rejects.get(0).code());
    assertEquals("c", read.rejects.get(0).column());
    assertEquals(List.of(asList((Object) null)), read.rows);
  }

  @Test
  void nestedValues() throws IOException {
    Map<String, Object> entries = new HashMap<>(Map.of("a\nb", List.of(1), "c", List.of()));
    entries.put("d", null);
    ReadJson read =
        ReadJson.of(
            """
            {"u":{"name":"A","tags":["x","\\"y\\"",null],"geo":{"lat":1.5,"extra":0}},"m":{"a\\nb":[1],"c":[],"d":null}}
            {"u":null,"m":{}}
            {"u":{},"m":null}
            {"u":{"tags":[],"name":null,"geo":{}}}
            {}
            {"u":{"geo":{"lat":2},"tags":["z"],"name":"B"},"m":{"e":[2,3]}}
            """,
            "u struct<name:string,tags:array<string>,geo:struct<lat:double>>",
            "m map<string,array<int>>");
    assertEquals(List.of(), read.rejects);
    assertEquals(
        List.of(
            asList(asList("A", asList("x", "\"y\"", null), asList(1.5)), entries),
            asList(null, Map.of()),
            asList(asList(null, null, null), null),
            asList(asList(null, List.of(), asList((Object) null)), null),
            asList(null, null),
            asList(asList("B", List.of("z"), asList(2.0)), Map.of("e", List.of(2, 3)))),
        read.rows);
  }

  @Test
  void errorsInsideNestedValuesNameTheirPath() throws IOException {
    ReadJson read =
        ReadJson.of(
            """
            {"items":[{"price":1},{"price":2}],"m":{"k":1}}
            {"items":[]}
            {"items":[{"price":1},{},null,{"price":"x"}]}
            {"items":[{"price":1},5]}
            {"m":{"a":1,"b":{"c":2}}}
            {"n":{"1":[[1,2],[3,"q"]]}}
            {"n":{"1":[[1]],"z":[]}}
            """,
            "items array<struct<price:decimal(5,2)>>",
            "m map<string,int>",
            "n map<int,array<array<int>>>");
    assertEquals(2, read.rows.size());
    List<String> messages =
        read.rejects.stream().map(r -> r.column() + ": " + r.code() + ": " + r.message()).toList();
    assertEquals(5, messages.size());
    assertTrue(
        messages
            .get(0)
            .startsWith("items: not_a_number: items[3].price: 'x' is not a decimal(5,2)"),
        messages.get(0));
    assertTrue(
        messages
            .get(1)
            .startsWith(
                "items: wrong_json_type: items[1]: an object is expected for struct<price:decimal(5,2)>, but this is a number"),
        messages.get(1));
    assertTrue(messages.get(2).startsWith("m: wrong_json_type: m[\"b\"]: "), messages.get(2));
    assertTrue(
        messages.get(3).startsWith("n: not_a_number: n[\"1\"][1][1]: 'q' is not an int"),
        messages.get(3));
    assertTrue(
        messages.get(4).startsWith("n: not_a_number: n[\"z\"]: the key: 'z' is not an int"),
        messages.get(4));
  }

  @Test
  void badValuesAreNullByRuleAndRescued() throws IOException {
    List<ReadColumn> columns =
        List.of(
            ReadJson.column("i int", ValueRules.STRICT, OnBadValue.NULL),
            ReadJson.column("a array<struct<x:int>>", ValueRules.STRICT, OnBadValue.NULL),
            ReadJson.column("p string user.name"),
            ReadJson.special("_rescued", Primitive.STRING, Kind.RESCUED));
    ReadJson read =
        ReadJson.of(
            """
            {"i":1,"a":[{"x":1}],"new":{"k": [1]},"o":"t\\n"}
            {"i":1.5,"a":[{"x":1},{"x":"bad"}],"n":null}
            {"i":"one","a":[{"x":3}],"user":{"name":"U","id":7}}
            {"i":"esc\\"aped","a":5}
            {"i":null,"a":null}
            """,
            columns);
    assertEquals(List.of(), read.rejects);
    assertEquals(
        List.of(
            asList(1, List.of(asList(1)), null, "{\"new\":{\"k\": [1]},\"o\":\"t\\n\"}"),
            asList(null, null, null, "{\"n\":null,\"i\":1.5,\"a\":[{\"x\":1},{\"x\":\"bad\"}]}"),
            asList(
                null,
                List.of(asList(3)),
                "U",
                "{\"user\":{\"name\":\"U\",\"id\":7},\"i\":\"one\"}"),
            asList(null, null, null, "{\"i\":\"esc\\\"aped\",\"a\":5}"),
            asList(null, null, null, null)),
        read.rows);
  }

  @Test
  void pathsAndSeveralNames() throws IOException {
    ReadJson read =
        ReadJson.of(
            """
            {"user":{"address":{"city":"A","zip":1},"name":"N"}}
            {"user.address.city":"literal","user":{"address":{"city":"path"}}}
            {"user":{"address":null},"old":"O"}
            {"user":null,"name":"M","old":"O"}
            {"user":{"address":"Street 1"}}
            {"user":5,"name":"top"}
            """,
            "city string user.address.city",
            "name string name|user.name|old",
            "zip int user.address.zip",
            "user string");
    assertEquals(
        List.of(
            asList("A", "N", 1, "{\"address\":{\"city\":\"A\",\"zip\":1},\"name\":\"N\"}"),
            asList("literal", null, null, "{\"address\":{\"city\":\"path\"}}"),
            asList(null, "O", null, "{\"address\":null}"),
            asList(null, "M", null, null)),
        read.rows);
    assertEquals(2, read.rejects.size());
    for (Reject reject : read.rejects) {
      assertEquals("wrong_json_type", reject.code());
      assertEquals("city", reject.column());
      assertEquals("a part of the path user.address.city is not an object", reject.message());
    }
  }

  @Test
  void aValueAndPathsIntoItAreOneKeyHoweverTheyAreSpelled() throws IOException {
    ReadJson read =
        ReadJson.of(
            """
            {"user":{"name":"N","age":1}}
            {"USER":{"Name":"O"}}
            {"User":{"NAME":"P"},"user":{"name":"not this one"}}
            """,
            "user string User",
            "name string user.NAME",
            "age int USER.age");
    assertEquals(List.of(), read.rejects);
    assertEquals(
        List.of(
            asList("{\"name\":\"N\",\"age\":1}", "N", 1),
            asList("{\"Name\":\"O\"}", "O", null),
            asList("{\"NAME\":\"P\"}", "P", null)),
        read.rows);
  }

  @Test
  void nullTokensTrimmingAndDefaultsHoldForStrings() throws IOException {
    ReadJson read =
        ReadJson.of(
            """
            {"a":" NA ","b":"yes","c":" x "}
            {"a":"NA","b":true,"c":"NA"}
            {"a":"","b":"no","c":""}
            {"a":-999,"b":false}
            """,
            List.of(
                ReadJson.column(
                    "a string", rules(List.of("NA", "-999"), true, "dflt"), OnBadValue.REJECT),
                ReadJson.column("b boolean", rules(List.of(), false, null), OnBadValue.REJECT),
                ReadJson.column("c string", rules(List.of("NA"), false, null), OnBadValue.REJECT),
                ReadJson.column("c2 string c")));
    assertEquals(List.of(), read.rejects);
    assertEquals(
        List.of(
            asList("dflt", true, " x ", " x "),
            asList("dflt", true, null, "NA"),
            asList("", false, "", ""),
            asList("dflt", false, null, null)),
        read.rows);
  }

  @Test
  void positionsAndOtherKindsOfColumns() throws IOException {
    String text = "{\"a\":1}\r\n\r\n{\"a\":x}\n {\"a\":\"é\"}\n{\"a\":[}\n[]\n{\"a\":3}";
    List<ReadColumn> columns =
        List.of(
            ReadJson.column("a string"),
            ReadJson.special("f", Primitive.STRING, Kind.SOURCE_FILE),
            ReadJson.special("n", Primitive.BIGINT, Kind.RECORD_NUMBER),
            ReadJson.special("r", Primitive.BIGINT, Kind.RECORD_IN_RANGE),
            ReadJson.special("o", Primitive.BIGINT, Kind.BYTE_OFFSET),
            ReadJson.special("l", Primitive.BIGINT, Kind.BYTE_LENGTH),
            ReadJson.special("raw", Primitive.STRING, Kind.RAW));
    ReadJson read = ReadJson.of(text, columns);
    assertEquals(
        List.of(
            asList("1", "memory:test", 1L, 0L, 0L, 7L, "{\"a\":1}"),
            asList("é", "memory:test", 4L, 3L, 19L, 11L, " {\"a\":\"é\"}"),
            asList("3", "memory:test", 7L, 6L, 42L, 7L, "{\"a\":3}")),
        read.rows);
    assertEquals(
        List.of(
            new Reject(
                2,
                11,
                7,
                "",
                "malformed_json",
                "expected a value but found 'x', at byte 5 of the record",
                "{\"a\":x}"),
            new Reject(
                4,
                31,
                7,
                "",
                "malformed_json",
                "expected a value but found '}', at byte 6 of the record",
                "{\"a\":[}"),
            new Reject(
                5,
                39,
                2,
                "",
                "not_an_object",
                "a record must be an object, but this is an array, at byte 0 of the record",
                "[]")),
        read.rejects);
    assertEquals(7, read.records);
    assertEquals(1, read.skipped);
  }

  @Test
  void missingKeysCanRejectTheirRecords() throws IOException {
    MemoryObject file = MemoryObject.of("{\"a\":1,\"b\":null}\n{\"a\":2}\n");
    ReadPlan plan =
        new ReadPlan(
            List.of(ReadJson.column("a int"), ReadJson.column("b int")), 10, MissingColumn.REJECT);
    ReadJson read = ReadJson.of(file, ReadJson.lines(), ReadJson.whole(file), plan, 64);
    assertEquals(List.of(asList(1, null)), read.rows);
    assertEquals("missing_column", read.rejects.get(0).code());
    assertEquals("the record has no key named b", read.rejects.get(0).message());
  }

  @Test
  void everyCutGivesTheSameRowsAndRejects() throws IOException {
    String text =
        "{\"a\":1,\"n\":[{\"x\":\"é\"},{}]}\n\n{\"a\":\"x\"}\r\n{\"n\":[{\"x\":5}],\"a\":-1}\n{bad}\n"
            + "{\"a\":7,\"zz\":[\"\\n\"]}";
    MemoryObject file = MemoryObject.of(text);
    ReadPlan plan =
        new ReadPlan(
            List.of(
                ReadJson.column("a int"),
                ReadJson.column("n array<struct<x:string>>"),
                ReadJson.special("o", Primitive.BIGINT, Kind.BYTE_OFFSET),
                ReadJson.special("_rescued", Primitive.STRING, Kind.RESCUED)),
            2,
            MissingColumn.NULL);
    ReadJson whole = ReadJson.of(file, ReadJson.lines(), ReadJson.whole(file), plan, 4096);
    assertEquals(3, whole.rows.size());
    assertEquals(2, whole.rejects.size());
    for (int split = 1; split < file.size(); split++) {
      ReadJson parts = new ReadJson();
      parts.read(file, ReadJson.lines(), new ByteRange(0, 0, 0, split, true, 0, false), plan, 64);
      parts.read(
          file,
          ReadJson.lines(),
          new ByteRange(0, 1, split, file.size(), false, -1, true),
          plan,
          64);
      assertEquals(whole.rows, parts.rows, "split at " + split);
      assertEquals(
          whole.rejects.stream().map(Reject::byteOffset).toList(),
          parts.rejects.stream().map(Reject::byteOffset).toList());
      assertEquals(whole.records, parts.records);
    }
  }

  @Test
  void plansThatCannotWork() {
    ValueRules withDefault = rules(List.of(), false, "{}");
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class,
            () ->
                ReadJson.of(
                    "{}",
                    List.of(ReadJson.column("s struct<a:int>", withDefault, OnBadValue.REJECT))));
    assertTrue(e.getMessage().startsWith("the default of column s"), e.getMessage());
  }
}
