package io.sluice.formats.csv;

import io.sluice.formats.assemble.DirectFields;
import io.sluice.formats.column.Column;
import io.sluice.formats.column.ColumnBatch;
import io.sluice.formats.decode.ColumnDecoder;
import io.sluice.formats.decode.ColumnDecoders;
import io.sluice.formats.decode.SimpleValues;
import io.sluice.formats.read.ReadColumn;
import io.sluice.formats.read.ReadColumn.Kind;
import io.sluice.formats.read.ReadPlan;
import io.sluice.formats.token.FieldTable;
import java.io.IOException;
import java.util.Arrays;
import java.util.BitSet;

/** Fields of delimited text straight into columns. */
final class CsvDirectFields implements DirectFields {
  private final CsvTokenizer tokenizer;
  private final DirectScanner scanner;
  private final SimpleValues values;

  /** Of each field its column's place in the plan; -1 if nobody asks for it. */
  private final int[] places;

  private final BitSet filled = new BitSet();
  private final Column[] columns;

  private CsvDirectFields(
      CsvTokenizer tokenizer, DirectScanner scanner, SimpleValues values, int[] places) {
    this.tokenizer = tokenizer;
    this.scanner = scanner;
    this.values = values;
    this.places = places;
    columns = new Column[places.length];
    Arrays.stream(places).filter(place -> place >= 0).forEach(filled::set);
  }

  /**
   * The direct way to read what the tokenizer reads; null if dialect or plan need more than that: a
   * field for two columns, or all fields (for those that are rescued).
   */
  static CsvDirectFields of(
      CsvDialect dialect, CsvTokenizer tokenizer, CsvRowFormat format, ReadPlan plan) {
    int fields = format.fieldNames().size();
    int[] places = new int[fields];
    Arrays.fill(places, -1);
    ColumnDecoder[] decoders = new ColumnDecoder[fields];
    boolean possible = DirectScanner.knows(dialect);
    boolean any = false;
    for (int i = 0; i < plan.columns().size(); i++) {
      ReadColumn column = plan.columns().get(i);
      possible &= column.kind() != Kind.RESCUED;
      int field = column.kind() == Kind.FIELD ? format.fieldOf(column) : -1;
      if (field >= 0) {
        possible &= places[field] < 0;
        any = true;
        places[field] = i;
        decoders[field] = ColumnDecoders.create(column);
        possible &= SimpleValues.knows(decoders[field]);
      }
    }
    if (!possible || !any) {
      return null;
    }
    byte delimiter = dialect.delimiterBytes()[0];
    byte quote = dialect.quote().isEmpty() ? delimiter : dialect.quoteBytes()[0];
    SimpleValues values =
        new SimpleValues(Arrays.asList(decoders), dialect.unescaper(), delimiter, quote);
    DirectScanner scanner = new DirectScanner(dialect, fields, values);
    return new CsvDirectFields(tokenizer, scanner, values, places);
  }

  @Override
  public boolean fills(int column) {
    return filled.get(column);
  }

  @Override
  public boolean next(FieldTable table, ColumnBatch rows) throws IOException {
    for (int field = 0; field < columns.length; field++) {
      columns[field] = places[field] < 0 ? null : rows.column(places[field]);
    }
    values.bind(columns, table.capacity());
    boolean taken = tokenizer.next(table, scanner);
    values.setSize(table.records());
    return taken;
  }
}
