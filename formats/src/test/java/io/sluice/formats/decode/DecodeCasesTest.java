package io.sluice.formats.decode;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.sluice.formats.read.ReadColumn;
import io.sluice.formats.read.ReadColumn.Kind;
import io.sluice.formats.read.ReadColumn.OnBadValue;
import io.sluice.formats.read.ReadColumn.ValueRules;
import io.sluice.formats.token.FieldTable;
import io.sluice.spec.type.TypeParser;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The tables in {@code resources/decode}: type, rules, field, and the value or error wanted. A
 * field in double quotes was quoted in its file. Each case runs at the buffer's start, at its end,
 * and between digits that do not belong to it.
 */
class DecodeCasesTest {
  private static final List<String> FILES =
      List.of("numbers.tsv", "floating.tsv", "texts.tsv", "temporal.tsv");

  @TestFactory
  Stream<DynamicTest> cases() throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    for (String file : FILES) {
      int line = 0;
      for (String text : resource(file).split("\n", -1)) {
        line++;
        if (!text.isBlank() && !text.startsWith("#")) {
          tests.add(dynamicTest(file + ":" + line + " " + text, () -> check(text)));
        }
      }
    }
    return tests.stream();
  }

  private static void check(String line) {
    String[] cells = line.split("\t", -1);
    ReadColumn column = column(cells[0], cells[1]);
    String field = unescaped(cells[2]);
    boolean quoted = field.length() > 1 && field.startsWith("\"") && field.endsWith("\"");
    byte flags = 0;
    if (quoted) {
      field = field.substring(1, field.length() - 1);
      flags = FieldTable.QUOTED;
    } else if (field.startsWith("<") && field.endsWith(">")) {
      flags =
          switch (field) {
            case "<missing>" -> FieldTable.MISSING;
            case "<null>" -> FieldTable.NULL;
            default -> FieldTable.NESTED;
          };
      field = field.substring(1, field.length() - 1);
    }
    String wanted = unescaped(cells[3]);
    for (String before : List.of("", "123456789", ",")) {
      for (String after : List.of("", "987654321", ",")) {
        FieldTable table = Fields.table(List.of(field), new byte[] {flags}, before, after);
        assertEquals(wanted, Fields.decode(column, table)[0], before + "[" + field + "]" + after);
      }
    }
  }

  private static ReadColumn column(String type, String rulesText) {
    Map<String, String> rules = new HashMap<>();
    for (String rule : rulesText.split(";", -1)) {
      int equals = rule.indexOf('=');
      if (!rule.isEmpty()) {
        rules.put(
            equals < 0 ? rule : rule.substring(0, equals),
            equals < 0 ? "" : unescaped(rule.substring(equals + 1)));
      }
    }
    ValueRules values =
        new ValueRules(
            new ValueRules.Nulls(
                list(rules.get("null"), List.of()), rules.containsKey("emptyIsNull")),
            rules.containsKey("trim"),
            Optional.ofNullable(rules.get("default")),
            Optional.ofNullable(rules.get("format")),
            rules.getOrDefault("tz", "UTC"),
            new ValueRules.Numbers(
                rules.getOrDefault("point", ".").charAt(0),
                Optional.ofNullable(rules.get("group")).map(text -> text.charAt(0)),
                rules.containsKey("exponent")),
            new ValueRules.Booleans(
                list(rules.get("true"), List.of("true")),
                list(rules.get("false"), List.of("false"))));
    return new ReadColumn(
        "c",
        TypeParser.parse(type),
        List.of("c"),
        Kind.FIELD,
        !rules.containsKey("notnull"),
        values,
        rules.containsKey("badIsNull") ? OnBadValue.NULL : OnBadValue.REJECT);
  }

  private static List<String> list(String text, List<String> absent) {
    return text == null ? absent : List.of(text.split("\\|", -1));
  }

  private static String unescaped(String text) {
    return text.translateEscapes();
  }

  private static String resource(String file) throws IOException {
    try (var in = DecodeCasesTest.class.getResourceAsStream("/decode/" + file)) {
      return new String(in.readAllBytes(), UTF_8);
    }
  }
}
