package io.sluice.formats.csv;

import io.sluice.formats.assemble.DirectFields;
import io.sluice.formats.column.Column;
import io.sluice.formats.column.ColumnBatch;
import io.sluice.formats.decode.ColumnDecoder;
import io.sluice.formats.decode.ColumnDecoders;
import io.sluice.formats.decode.PlainValues;
import io.sluice.formats.read.ReadColumn;
import io.sluice.formats.read.ReadColumn.Kind;
import io.sluice.formats.read.ReadPlan;
import io.sluice.formats.token.FieldTable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Fields of delimited text straight into columns. */
final class CsvDirectFields implements DirectFields {
  private final CsvTokenizer tokenizer;
  private final DirectScanner scanner;
  private final PlainValues values;

  /** Of each slot of the values its column's place in the plan. */
  private final int[] places;

  private final Column[] columns;

  private CsvDirectFields(
      CsvTokenizer tokenizer, DirectScanner scanner, PlainValues values, int[] places) {
    this.tokenizer = tokenizer;
    this.scanner = scanner;
    this.values = values;
    this.places = places;
    columns = new Column[places.length];
  }

  /**
   * The direct way to read what the tokenizer reads; null if dialect or plan need more than that: a
   * field for two columns, or all fields (for those that are rescued).
   */
  static CsvDirectFields of(
      CsvDialect dialect, CsvTokenizer tokenizer, CsvRowFormat format, ReadPlan plan) {
    int[] slots = new int[format.fieldNames().size()];
    Arrays.fill(slots, -1);
    int[] places = new int[plan.columns().size()];
    List<ColumnDecoder> decoders = new ArrayList<>();
    boolean possible = DirectScanner.knows(dialect);
    for (int i = 0; i < places.length; i++) {
      ReadColumn column = plan.columns().get(i);
      possible &= column.kind() != Kind.RESCUED;
      int field = column.kind() == Kind.FIELD ? format.fieldOf(column) : -1;
      if (field >= 0) {
        ColumnDecoder decoder = ColumnDecoders.create(column);
        possible &= slots[field] < 0 && PlainValues.knows(decoder);
        slots[field] = decoders.size();
        places[decoders.size()] = i;
        decoders.add(decoder);
      }
    }
    if (!possible || decoders.isEmpty()) {
      return null;
    }
    byte[] quote = dialect.quoteBytes();
    byte delimiter = dialect.delimiterBytes()[0];
    PlainValues values =
        new PlainValues(
            decoders, dialect.unescaper(), delimiter, quote.length == 0 ? delimiter : quote[0]);
    return new CsvDirectFields(
        tokenizer,
        new DirectScanner(dialect, slots, values),
        values,
        Arrays.copyOf(places, decoders.size()));
  }

  @Override
  public boolean fills(int column) {
    return Arrays.stream(places).anyMatch(place -> place == column);
  }

  @Override
  public boolean next(FieldTable table, ColumnBatch rows) throws IOException {
    for (int slot = 0; slot < columns.length; slot++) {
      columns[slot] = rows.column(places[slot]);
    }
    values.bind(columns, table.capacity());
    boolean taken = tokenizer.next(table, scanner);
    values.setSize(table.records());
    return taken;
  }
}
