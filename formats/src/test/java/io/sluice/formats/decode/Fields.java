package io.sluice.formats.decode;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sluice.formats.column.BooleanColumn;
import io.sluice.formats.column.BytesColumn;
import io.sluice.formats.column.Column;
import io.sluice.formats.column.Columns;
import io.sluice.formats.column.DoubleColumn;
import io.sluice.formats.column.FloatColumn;
import io.sluice.formats.column.IntColumn;
import io.sluice.formats.column.LongColumn;
import io.sluice.formats.read.ReadColumn;
import io.sluice.formats.read.ReadColumn.Kind;
import io.sluice.formats.read.ReadColumn.OnBadValue;
import io.sluice.formats.read.ReadColumn.ValueRules;
import io.sluice.formats.token.FieldTable;
import io.sluice.formats.token.Unescaper;
import io.sluice.spec.type.DataType;
import io.sluice.spec.type.DataType.DecimalType;
import io.sluice.spec.type.DataType.Primitive;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/** Tables of one field made by hand, and columns read back as text. */
final class Fields {
  private Fields() {}

  static ReadColumn column(DataType type, ValueRules rules) {
    return new ReadColumn("c", type, List.of("c"), Kind.FIELD, true, rules, OnBadValue.REJECT);
  }

  /**
   * A table with a record for each text.
   *
   * @param before what stands in the buffer before, between and after the texts
   */
  static FieldTable table(List<String> texts, byte[] flags, String before, String after) {
    FieldTable table = new FieldTable(1, Math.max(1, texts.size()), Unescaper.NONE);
    var bytes = new java.io.ByteArrayOutputStream();
    for (int i = 0; i < texts.size(); i++) {
      bytes.writeBytes(before.getBytes(UTF_8));
      table.starts()[i] = bytes.size();
      bytes.writeBytes(texts.get(i).getBytes(UTF_8));
      table.ends()[i] = bytes.size();
      table.flags()[i] = flags[i];
    }
    bytes.writeBytes(after.getBytes(UTF_8));
    table.setBuffer(bytes.toByteArray());
    table.setRecords(texts.size());
    return table;
  }

  static FieldTable simple(List<String> texts) {
    return table(texts, new byte[texts.size()], ",", "");
  }

  /** Decodes the only field of a table; a bad value is shown as {@code !CODE}. */
  static String[] decode(ReadColumn readColumn, FieldTable table) {
    Column out = Columns.create(readColumn.type(), 1);
    RowErrors errors = new RowErrors();
    errors.reset(table.records());
    ColumnDecoders.create(readColumn).decode(table, 0, out, errors);
    String[] shown = new String[table.records()];
    for (int i = 0; i < shown.length; i++) {
      shown[i] = errors.has(i) ? "!" + errors.code(i) : show(out, i);
    }
    return shown;
  }

  static String show(Column column, int row) {
    if (column.nulls()[row]) {
      return "null";
    }
    if (column instanceof BooleanColumn booleans) {
      return Boolean.toString(booleans.values()[row]);
    }
    if (column instanceof IntColumn ints) {
      int value = ints.values()[row];
      return column.type() == Primitive.DATE
          ? LocalDate.ofEpochDay(value).toString()
          : Integer.toString(value);
    }
    if (column instanceof LongColumn longs) {
      return showLong(column.type(), longs.values()[row]);
    }
    if (column instanceof FloatColumn floats) {
      return Float.toString(floats.values()[row]);
    }
    if (column instanceof DoubleColumn doubles) {
      return Double.toString(doubles.values()[row]);
    }
    BytesColumn bytes = (BytesColumn) column;
    byte[] value = Arrays.copyOfRange(bytes.data(), bytes.offsets()[row], bytes.offsets()[row + 1]);
    if (column.type() instanceof DecimalType decimal) {
      BigInteger unscaled = new BigInteger(value);
      if (unscaled.toByteArray().length != value.length) {
        throw new AssertionError("not in the fewest bytes: " + unscaled);
      }
      return new BigDecimal(unscaled, decimal.scale()).toPlainString();
    }
    return column.type() == Primitive.BINARY
        ? HexFormat.of().formatHex(value)
        : new String(value, UTF_8);
  }

  private static String showLong(DataType type, long value) {
    if (type instanceof DecimalType decimal) {
      return BigDecimal.valueOf(value, decimal.scale()).toPlainString();
    }
    long seconds = Math.floorDiv(value, 1_000_000L);
    int nanos = (int) Math.floorMod(value, 1_000_000L) * 1000;
    if (type == Primitive.TIMESTAMP) {
      return Instant.ofEpochSecond(seconds, nanos).toString();
    }
    return type == Primitive.TIMESTAMP_NTZ
        ? LocalDateTime.ofEpochSecond(seconds, nanos, ZoneOffset.UTC).toString()
        : Long.toString(value);
  }
}
