package io.sluice.formats.json;

import io.sluice.formats.assemble.DirectFields;
import io.sluice.formats.column.Column;
import io.sluice.formats.column.ColumnBatch;
import io.sluice.formats.decode.ColumnDecoder;
import io.sluice.formats.decode.SimpleValues;
import io.sluice.formats.read.ReadColumn;
import io.sluice.formats.read.ReadColumn.Kind;
import io.sluice.formats.read.ReadColumn.OnBadValue;
import io.sluice.formats.read.ReadPlan;
import io.sluice.formats.token.FieldTable;
import io.sluice.spec.type.DataType;
import io.sluice.spec.type.DataType.DecimalType;
import io.sluice.spec.type.DataType.Primitive;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Reads lines by what is known of those before: most lines of a file differ in their values only.
 * Learns from the records that are read the general way.
 */
final class Prediction implements DirectFields {
  /** So many records are learned from at once. */
  private static final int MOST_LEARNED = 8;

  private final Skeletons skeletons = new Skeletons();
  private final SkeletonLearner learner;
  private final SimpleValues values;
  private final PredictedRecords records;

  private final JsonTokenizer tokenizer;
  private final long maxRecordBytes;

  /** Of each column of the plan: whether its values are stored. */
  private final boolean[] stores;

  /** Of each slot of the values its column's place in the plan. */
  private final int[] places;

  private final Column[] columns;
  private final boolean blanksTable;

  /** Whether the table's records were read here. */
  private boolean readLast;

  /**
   * A prediction for the columns of a plan.
   *
   * @param tokenizer of lines, with which it shares the place in the text
   */
  Prediction(JsonTokenizer tokenizer, ReadPlan plan, JsonFields fields, long maxRecordBytes) {
    this.tokenizer = tokenizer;
    this.maxRecordBytes = maxRecordBytes;
    boolean rescues = plan.columns().stream().anyMatch(column -> column.kind() == Kind.RESCUED);
    stores = new boolean[plan.columns().size()];
    places = new int[stores.length];
    boolean[] numbers = new boolean[stores.length];
    List<ColumnDecoder> decoders = new ArrayList<>();
    for (int c = 0; c < stores.length; c++) {
      ReadColumn column = plan.columns().get(c);
      ColumnDecoder decoder = column.kind() == Kind.FIELD ? JsonDecoders.column(column) : null;
      // What a bad value was is found in the table, if it is to be kept.
      boolean keepsText = rescues && column.onBadValue() == OnBadValue.NULL;
      stores[c] = decoder != null && SimpleValues.knows(decoder) && !keepsText;
      if (stores[c]) {
        places[decoders.size()] = c;
        numbers[decoders.size()] = readsNumbers(column);
        decoders.add(decoder);
      }
    }
    columns = new Column[decoders.size()];
    values = new SimpleValues(decoders, JsonUnescaper.INSTANCE);
    records = new PredictedRecords(skeletons, values, Arrays.copyOf(numbers, decoders.size()));
    learner =
        new SkeletonLearner(skeletons, fields.wanted(), new ColumnTargets(plan, fields, stores));
    // Of values stored here nothing is rescued, and the table must not tell otherwise: it holds
    // what earlier batches left.
    blanksTable = rescues;
  }

  private static boolean readsNumbers(ReadColumn column) {
    DataType type = column.type();
    boolean number =
        type instanceof DecimalType
            || (type instanceof Primitive primitive
                && switch (primitive) {
                  case TINYINT, SMALLINT, INT, BIGINT, FLOAT, DOUBLE -> true;
                  case BOOLEAN, STRING, BINARY, DATE, TIMESTAMP, TIMESTAMP_NTZ -> false;
                });
    return number && column.rules().numbers().decimalSeparator() == '.';
  }

  @Override
  public boolean fills(int column) {
    return stores[column];
  }

  @Override
  public boolean next(FieldTable table, ColumnBatch rows) throws IOException {
    if (!readLast) {
      learn(table);
    }
    readLast = skeletons.first() != null && read(table, rows);
    return readLast;
  }

  /** Learns from the last records that were read the general way: the others will be like them. */
  private void learn(FieldTable table) {
    for (int r = Math.max(0, table.records() - MOST_LEARNED); r < table.records(); r++) {
      if (table.problem(r) == null) {
        learner.learn(table.buffer(), table.recordStarts()[r], table.recordEnds()[r]);
      }
    }
  }

  private boolean read(FieldTable table, ColumnBatch rows) throws IOException {
    for (int slot = 0; slot < columns.length; slot++) {
      columns[slot] = rows.column(places[slot]);
    }
    values.bind(columns, table.capacity());
    records.writeTo(table);
    boolean any = tokenizer.next(table, this);
    if (any) {
      values.setSize(table.records());
    }
    return any;
  }

  /**
   * Reads records into the table and the columns until one is not as predicted, the text ends, or
   * the table is full.
   *
   * @param stop only records that begin before this position are read
   * @return where the record after those read begins
   */
  int read(byte[] b, int from, int limit, int stop, FieldTable table) {
    PredictedRecords predicted = records;
    int capacity = table.capacity();
    int width = table.width();
    int[] starts = table.recordStarts();
    int[] ends = table.recordEnds();
    int[] counts = table.fieldCounts();
    int[] ordinals = table.ordinals();
    int row = 0;
    int skipped = 0;
    int at = from;
    while (row < capacity && at < stop) {
      if (b[at] == '\n') {
        skipped++;
        at++;
        continue;
      }
      if (blanksTable) {
        table.clearFields(row, 0);
      }
      int next = predicted.record(b, at, limit, row);
      if (next == PredictedRecords.NONE) {
        break;
      }
      if (predicted.end() - at > maxRecordBytes) {
        values.forget(row);
        break;
      }
      starts[row] = at;
      ends[row] = predicted.end();
      counts[row] = width;
      ordinals[row] = row + skipped;
      row++;
      at = next;
    }
    table.setRecords(row);
    table.setSkipped(skipped);
    return at;
  }
}
