package io.sluice.formats.assemble;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sluice.formats.column.BooleanColumn;
import io.sluice.formats.column.BytesColumn;
import io.sluice.formats.column.Column;
import io.sluice.formats.column.Columns;
import io.sluice.formats.column.DoubleColumn;
import io.sluice.formats.column.FloatColumn;
import io.sluice.formats.column.IntColumn;
import io.sluice.formats.column.LongColumn;
import io.sluice.formats.decode.ColumnDecoders;
import io.sluice.formats.decode.RowErrors;
import io.sluice.formats.read.ReadColumn;
import io.sluice.formats.token.FieldTable;
import io.sluice.formats.token.Unescaper;
import java.util.Arrays;
import java.util.Optional;

/**
 * The same value in every row, parsed once; no text at all is null. A text that is not of the
 * column's type is every record's fault.
 */
final class ConstantFiller implements ColumnFiller {
  private final Column value;
  private final String name;
  private final RowErrors errors = new RowErrors();

  ConstantFiller(ReadColumn column) {
    name = column.name();
    value = Columns.create(column.type(), 1);
    byte[] text = column.rules().defaultValue().orElse("").getBytes(UTF_8);
    FieldTable table = new FieldTable(1, 1, Unescaper.NONE);
    table.setBuffer(text);
    table.setRecords(1);
    table.ends()[0] = text.length;
    table.flags()[0] =
        column.rules().defaultValue().isEmpty() ? FieldTable.NULL : FieldTable.QUOTED;
    errors.reset(1);
    // Its default is the text itself, which need not be a value.
    ReadColumn plain = column.from(column.kind(), column.rules().withDefault(Optional.empty()));
    ColumnDecoders.create(plain).decode(table, 0, value, errors);
    if (errors.has(0)) {
      value.nulls()[0] = true;
    }
  }

  /** Whether there is such a value. */
  boolean isValue() {
    return !errors.has(0);
  }

  /** What is wrong with the text, if it is not a value. */
  String problem() {
    return errors.message(0);
  }

  @Override
  public void fill(Batch batch, Column out) {
    int records = batch.table().records();
    out.ensureCapacity(records);
    for (int r = 0; !isValue() && r < records; r++) {
      batch.errors().add(r, name, errors.code(0), "the folder's name says " + errors.message(0));
    }
    if (value.nulls()[0]) {
      Arrays.fill(out.nulls(), 0, records, true);
      if (out instanceof BytesColumn bytes) {
        Arrays.fill(bytes.offsets(), 0, records + 1, 0);
      }
    } else if (out instanceof BooleanColumn to && value instanceof BooleanColumn from) {
      Arrays.fill(to.values(), 0, records, from.values()[0]);
    } else if (out instanceof IntColumn to && value instanceof IntColumn from) {
      Arrays.fill(to.values(), 0, records, from.values()[0]);
    } else if (out instanceof LongColumn to && value instanceof LongColumn from) {
      Arrays.fill(to.values(), 0, records, from.values()[0]);
    } else if (out instanceof FloatColumn to && value instanceof FloatColumn from) {
      Arrays.fill(to.values(), 0, records, from.values()[0]);
    } else if (out instanceof DoubleColumn to && value instanceof DoubleColumn from) {
      Arrays.fill(to.values(), 0, records, from.values()[0]);
    } else if (out instanceof BytesColumn to && value instanceof BytesColumn from) {
      byte[] text = Arrays.copyOf(from.data(), from.offsets()[1]);
      ColumnFillers.repeat(text, records, to);
    } else {
      throw new IllegalStateException("no constants of type " + value.type().ddl());
    }
    out.setSize(records);
  }
}
