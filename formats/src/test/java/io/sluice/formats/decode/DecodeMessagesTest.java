package io.sluice.formats.decode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.formats.column.Column;
import io.sluice.formats.column.Columns;
import io.sluice.formats.read.ReadColumn;
import io.sluice.formats.read.ReadColumn.Kind;
import io.sluice.formats.read.ReadColumn.OnBadValue;
import io.sluice.formats.read.ReadColumn.ValueRules;
import io.sluice.formats.reject.RejectCode;
import io.sluice.formats.token.FieldTable;
import io.sluice.formats.token.Unescaper;
import io.sluice.spec.type.DataType;
import io.sluice.spec.type.DataType.DecimalType;
import io.sluice.spec.type.DataType.Primitive;
import io.sluice.spec.type.TypeParser;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What people read when a value is refused, and what rules are refused before any value. */
class DecodeMessagesTest {
  @Test
  void saysWhatItIsNotAndWhatToDo() {
    assertEquals("'12x' is not a bigint", message(Primitive.BIGINT, "12x"));
    assertEquals(
        "' 12' is not a bigint: set trim to drop the spaces around it",
        message(Primitive.BIGINT, " 12"));
    assertEquals(
        "'1,234' is not an int: set grouping_separator or decimal_separator if the comma is one",
        message(Primitive.INT, "1,234"));
    assertEquals(
        "'300' is out of the range of tinyint (-128 to 127)", message(Primitive.TINYINT, "300"));
    assertEquals(
        "'1.234' has more than 2 decimals: the column is a decimal(5,2); declare a larger scale",
        message(new DecimalType(5, 2), "1.234"));
    assertEquals(
        "'29.02.2024' is not a date: set format to the pattern in which it is written",
        message(Primitive.DATE, "29.02.2024"));
    assertEquals(
        "'2024-01-01T00:00:00Z' is not a timestamp_ntz: it names a time zone; declare it timestamp",
        message(Primitive.TIMESTAMP_NTZ, "2024-01-01T00:00:00Z"));
  }

  @Test
  void aTimeThatClocksSkippedIsNamedAsSuch() {
    String pattern = "yyyy-MM-dd HH:mm VV";
    ValueRules rules = ValueRules.STRICT;
    ReadColumn column =
        Fields.column(
            Primitive.TIMESTAMP,
            new ValueRules(
                rules.nulls(),
                false,
                Optional.empty(),
                Optional.of(pattern),
                "UTC",
                rules.numbers(),
                rules.booleans()));
    FieldTable table =
        Fields.simple(
            List.of(
                "2024-03-10 02:30 America/New_York",
                "2024-03-10 03:30 America/New_York",
                "2024-02-30 03:30 America/New_York"));
    RowErrors errors = new RowErrors();
    errors.reset(3);
    ColumnDecoders.create(column).decode(table, 0, Columns.create(Primitive.TIMESTAMP, 3), errors);
    assertTrue(
        errors.message(0).contains("clocks in America/New_York skipped this time, for daylight"),
        errors.message(0));
    assertTrue(!errors.has(1));
    assertTrue(errors.message(2).contains("the column's format is"), errors.message(2));
  }

  @Test
  void showsLongAndUnprintableTextHarmlessly() {
    assertEquals(
        "'" + "x".repeat(60) + "…' is not a bigint", message(Primitive.BIGINT, "x".repeat(61)));
    assertEquals(
        "'" + "x".repeat(60) + "' is not a bigint", message(Primitive.BIGINT, "x".repeat(60)));
    assertEquals(
        "'a\\nb\\0\\u001b\\u00a0\\u202e' is not a bigint",
        message(Primitive.BIGINT, "a\nb\0\u001b\u00a0\u202e"));
  }

  @Test
  void aRecordKeepsItsFirstErrorAndItsColumn() {
    FieldTable table = Fields.simple(List.of("1", "x"));
    RowErrors errors = new RowErrors();
    errors.reset(2);
    Column out = Columns.create(Primitive.INT, 2);
    ColumnDecoders.create(Fields.column(Primitive.INT, ValueRules.STRICT))
        .decode(table, 0, out, errors);
    assertEquals(1, errors.count());
    assertEquals("c", errors.column(1));
    assertEquals(RejectCode.NOT_A_NUMBER, errors.code(1));
    assertEquals(2, out.size());
  }

  @Test
  void aFileWithoutTheColumnGivesDefaultsOrNulls() {
    FieldTable table = Fields.simple(List.of("1", "2"));
    for (String type : List.of("int", "string", "decimal(20,2)", "date", "boolean", "double")) {
      Column out = Columns.create(TypeParser.parse(type), 1);
      RowErrors errors = new RowErrors();
      errors.reset(2);
      ColumnDecoders.create(Fields.column(TypeParser.parse(type), ValueRules.STRICT))
          .decode(table, -1, out, errors);
      assertEquals(2, out.nullCount(), type);
      assertEquals(0, errors.count());
    }
  }

  @Test
  void malformedEscapesAreNamed() {
    FieldTable table = new FieldTable(1, 1, (source, start, end, target) -> -1);
    table.setBuffer(new byte[] {'a', '\\'});
    table.ends()[0] = 2;
    table.flags()[0] = FieldTable.QUOTED | FieldTable.ESCAPED;
    table.setRecords(1);
    assertEquals(
        "!MALFORMED_ESCAPE",
        Fields.decode(Fields.column(Primitive.STRING, ValueRules.STRICT), table)[0]);
  }

  @Test
  void escapesAreUndoneBeforeParsing() {
    Unescaper dropsBackslashes =
        (source, start, end, target) -> {
          int to = 0;
          for (int i = start; i < end; i++) {
            if (source[i] != '\\') {
              target[to++] = source[i];
            }
          }
          return to;
        };
    byte[] text = "\\1\\2".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    for (DataType type : List.of(Primitive.INT, Primitive.STRING, new DecimalType(30, 0))) {
      FieldTable table = new FieldTable(1, 1, dropsBackslashes);
      table.setBuffer(text);
      table.ends()[0] = text.length;
      table.flags()[0] = FieldTable.QUOTED | FieldTable.ESCAPED;
      table.setRecords(1);
      assertEquals("12", Fields.decode(Fields.column(type, ValueRules.STRICT), table)[0]);
    }
  }

  @Test
  void refusesRulesThatCannotWork() {
    assertRefused(
        "date", "default", "tomorrow", "the default of column c: 'tomorrow' is not a date");
    assertRefused("date", "format", "bogus{", "is not a date pattern");
    assertRefused("timestamp", "zone", "Mars/Phobos", "there is no time zone \"Mars/Phobos\"");
    assertRefused("timestamp_ntz", "format", "yyyy-MM-dd HH:mm XXX", "declare it timestamp");
    assertRefused("binary", "format", "base32", "base64 or hex");
    assertRefused("array<int>", "none", "", "declare it string");
  }

  private static void assertRefused(String type, String rule, String value, String part) {
    ValueRules rules =
        new ValueRules(
            new ValueRules.Nulls(List.of(), false),
            false,
            Optional.of(value).filter(text -> rule.equals("default")),
            Optional.of(value).filter(text -> rule.equals("format")),
            rule.equals("zone") ? value : "UTC",
            new ValueRules.Numbers('.', Optional.empty(), false),
            new ValueRules.Booleans(List.of("true"), List.of("false")));
    var refusal =
        assertThrows(
            IllegalArgumentException.class,
            () -> ColumnDecoders.create(Fields.column(TypeParser.parse(type), rules)));
    assertTrue(refusal.getMessage().contains(part), refusal.getMessage());
    assertTrue(refusal.getMessage().contains("column c"), refusal.getMessage());
  }

  private static String message(DataType type, String text) {
    FieldTable table = Fields.simple(List.of(text));
    RowErrors errors = new RowErrors();
    errors.reset(1);
    ReadColumn column =
        new ReadColumn(
            "c", type, List.of("c"), Kind.FIELD, true, ValueRules.STRICT, OnBadValue.REJECT);
    ColumnDecoders.create(column).decode(table, 0, Columns.create(type, 1), errors);
    return errors.message(0);
  }
}
