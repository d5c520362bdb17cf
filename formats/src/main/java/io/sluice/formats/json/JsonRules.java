package io.sluice.formats.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sluice.formats.column.Column;
import io.sluice.formats.decode.ColumnDecoder;
import io.sluice.formats.decode.RowErrors;
import io.sluice.formats.read.ReadColumn;
import io.sluice.formats.read.ReadColumn.ValueRules;
import io.sluice.formats.token.FieldTable;
import io.sluice.spec.type.DataType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What a column's text rules mean for JSON, where quotes say that a value is a string, and not, as
 * in delimited text, that it is meant literally: null tokens and trimming apply to strings too.
 */
final class JsonRules implements ColumnDecoder {
  private final ColumnDecoder decoder;
  private final byte[][] nullTokens;
  private final boolean trim;
  private int[] starts = new int[0];
  private int[] ends = new int[0];
  private byte[] flags = new byte[0];

  private JsonRules(ColumnDecoder decoder, ValueRules rules) {
    this.decoder = decoder;
    nullTokens =
        rules.nulls().tokens().stream().map(token -> token.getBytes(UTF_8)).toArray(byte[][]::new);
    trim = rules.trim();
  }

  /** The column with {@code true} and {@code false} as booleans, whatever else is too. */
  static ReadColumn adapt(ReadColumn column) {
    if (column.type() != DataType.Primitive.BOOLEAN) {
      return column;
    }
    return new ReadColumn(
        column.name(),
        column.type(),
        column.sourceNames(),
        column.kind(),
        column.nullable(),
        withJsonBooleans(column.rules()),
        column.onBadValue());
  }

  /** The rules, with {@code true} and {@code false} as booleans, whatever else is too. */
  static ValueRules withJsonBooleans(ValueRules rules) {
    return rules.withBooleans(
        new ValueRules.Booleans(
            with(rules.booleans().trueValues(), "true"),
            with(rules.booleans().falseValues(), "false")));
  }

  /** The texts, and {@code text} if it is not among them. */
  private static List<String> with(List<String> texts, String text) {
    if (texts.contains(text)) {
      return texts;
    }
    List<String> all = new ArrayList<>(texts);
    all.add(text);
    return all;
  }

  /** The decoder itself if its column has no rules about strings. */
  static ColumnDecoder around(ColumnDecoder decoder, ReadColumn column) {
    ValueRules rules = column.rules();
    return rules.nulls().tokens().isEmpty() && !rules.trim()
        ? decoder
        : new JsonRules(decoder, rules);
  }

  @Override
  public void decode(FieldTable table, int field, Column out, RowErrors errors) {
    if (field < 0) {
      decoder.decode(table, field, out, errors);
      return;
    }
    save(table, field);
    for (int record = 0; record < table.records(); record++) {
      int at = record * table.width() + field;
      if ((table.flags()[at] & FieldTable.QUOTED) != 0) {
        apply(table, at);
      }
    }
    decoder.decode(table, field, out, errors);
    restore(table, field);
  }

  private void apply(FieldTable table, int at) {
    byte[] text = table.buffer();
    int start = table.starts()[at];
    int end = table.ends()[at];
    if (trim) {
      while (start < end && text[start] == ' ') {
        start++;
      }
      while (start < end && text[end - 1] == ' ') {
        end--;
      }
      table.starts()[at] = start;
      table.ends()[at] = end;
    }
    for (byte[] token : nullTokens) {
      if (Arrays.equals(token, 0, token.length, text, start, end)) {
        table.flags()[at] = FieldTable.NULL;
      }
    }
  }

  /** Other columns may read the same field by other rules. */
  private void save(FieldTable table, int field) {
    int records = table.records();
    if (starts.length < records) {
      starts = new int[records];
      ends = new int[records];
      flags = new byte[records];
    }
    for (int record = 0; record < records; record++) {
      int at = record * table.width() + field;
      starts[record] = table.starts()[at];
      ends[record] = table.ends()[at];
      flags[record] = table.flags()[at];
    }
  }

  private void restore(FieldTable table, int field) {
    for (int record = 0; record < table.records(); record++) {
      int at = record * table.width() + field;
      table.starts()[at] = starts[record];
      table.ends()[at] = ends[record];
      table.flags()[at] = flags[record];
    }
  }
}
