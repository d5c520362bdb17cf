package io.sluice.formats.decode;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sluice.formats.column.BooleanColumn;
import io.sluice.formats.column.Column;
import io.sluice.formats.read.ReadColumn;
import io.sluice.formats.read.ReadColumn.ValueRules;
import io.sluice.formats.reject.RejectCode;
import io.sluice.formats.token.FieldTable;
import io.sluice.spec.type.DataType.Primitive;
import java.util.List;

/** {@code boolean}: the texts that the rules list, in any case of the letters a to z. */
final class BooleanDecoder extends ScalarDecoder {
  private final byte[][] trueTexts;
  private final byte[][] falseTexts;

  BooleanDecoder(ReadColumn column) {
    super(column);
    trueTexts = folded(column.rules().booleans().trueValues());
    falseTexts = folded(column.rules().booleans().falseValues());
    for (byte[] text : trueTexts) {
      if (matches(falseTexts, text, 0, text.length)) {
        throw new IllegalArgumentException(
            "column "
                + column.name()
                + ": "
                + Shown.text(text, 0, text.length)
                + " is among both true_values and false_values");
      }
    }
  }

  /** One that only answers {@link #isBoolean}. */
  static BooleanDecoder of(ValueRules rules) {
    return new BooleanDecoder(
        new ReadColumn(
            "",
            Primitive.BOOLEAN,
            List.of(),
            ReadColumn.Kind.FIELD,
            true,
            rules,
            ReadColumn.OnBadValue.REJECT));
  }

  boolean isBoolean(byte[] text, int start, int end) {
    return matches(trueTexts, text, start, end) || matches(falseTexts, text, start, end);
  }

  @Override
  RejectCode unparsableCode() {
    return RejectCode.NOT_A_BOOLEAN;
  }

  @Override
  void decodeRows(FieldTable table, int field, Column out, RowErrors errors) {
    byte[] text = table.buffer();
    int[] starts = table.starts();
    int[] ends = table.ends();
    byte[] flags = table.flags();
    boolean[] values = ((BooleanColumn) out).values();
    boolean tokensFirst = tokensFirst();
    int records = table.records();
    int width = table.width();
    for (int row = 0, at = field; row < records; row++, at += width) {
      int start = starts[at];
      int end = ends[at];
      if ((flags[at] & NO_TEXT) == 0
          && start < end
          && !(tokensFirst && nullTokens.matches(text, start, end))) {
        if (matches(trueTexts, text, start, end)) {
          values[row] = true;
          continue;
        }
        if (matches(falseTexts, text, start, end)) {
          values[row] = false;
          continue;
        }
      }
      decodeSlowly(table, field, row, out, errors);
    }
  }

  @Override
  SimpleForm simpleForm() {
    boolean usual =
        column.rules().booleans().trueValues().equals(List.of("true"))
            && column.rules().booleans().falseValues().equals(List.of("false"));
    return usual && !tokensFirst() ? new SimpleForm.Bool() : new SimpleForm.None();
  }

  @Override
  Problem store(byte[] text, int start, int end, Column out, int row) {
    boolean value = matches(trueTexts, text, start, end);
    if (!value && !matches(falseTexts, text, start, end)) {
      return unparsable(
          "accepted are "
              + String.join(", ", column.rules().booleans().trueValues())
              + " and "
              + String.join(", ", column.rules().booleans().falseValues())
              + "; set true_values and false_values for others");
    }
    ((BooleanColumn) out).values()[row] = value;
    return null;
  }

  private static byte[][] folded(List<String> texts) {
    byte[][] all = new byte[texts.size()][];
    for (int i = 0; i < all.length; i++) {
      byte[] text = texts.get(i).getBytes(UTF_8);
      for (int at = 0; at < text.length; at++) {
        text[at] = (byte) fold(text[at]);
      }
      all[i] = text;
    }
    return all;
  }

  private static boolean matches(byte[][] candidates, byte[] text, int start, int end) {
    for (byte[] candidate : candidates) {
      if (candidate.length == end - start) {
        int at = 0;
        while (at < candidate.length && candidate[at] == fold(text[start + at])) {
          at++;
        }
        if (at == candidate.length) {
          return true;
        }
      }
    }
    return false;
  }

  private static int fold(byte c) {
    return c >= 'A' && c <= 'Z' ? c + 32 : c;
  }
}
