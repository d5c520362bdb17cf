package io.sluice.ingest.transform;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sluice.formats.column.BytesColumn;
import io.sluice.formats.column.Column;
import io.sluice.formats.column.ColumnBatch;
import io.sluice.formats.column.LongColumn;
import io.sluice.formats.read.ReadBatch;
import io.sluice.formats.reject.Reject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** {@link ColumnTransforms} at work, for one thread. */
public final class TransformWorker {
  private final List<Operation.Work> operations;
  private final int[] output;
  private final int inputColumns;
  private final int slots;
  private final RowState state = new RowState();

  TransformWorker(List<Operation.Work> operations, int[] output, int inputColumns, int slots) {
    this.operations = operations;
    this.output = output;
    this.inputColumns = inputColumns;
    this.slots = slots;
  }

  /**
   * Applies all transforms and rules. Columns that no step changes are those of the batch itself:
   * rows that are rejected are taken out of them.
   *
   * @param batch as a reader gives it that reads {@link ColumnTransforms#plan}
   */
  public Transformed apply(ReadBatch batch) {
    List<Column> input = batch.rows().columns();
    Column[] columns = new Column[slots];
    for (int i = 0; i < inputColumns; i++) {
      columns[i] = input.get(i);
    }
    state.begin(batch.rows().rowCount());
    for (Operation.Work operation : operations) {
      operation.apply(columns, state);
    }
    List<Column> results = Arrays.stream(output).mapToObj(slot -> columns[slot]).toList();
    List<Reject> rejects = batch.rejects();
    if (state.outCount() > 0) {
      rejects = new ArrayList<>(rejects);
      takeOut(input, results, rejects);
    }
    ColumnBatch rows = new ColumnBatch(results);
    rows.setRowCount(state.rows() - state.outCount());
    return new Transformed(rows, rejects, state.flags(), batch.records(), batch.skipped());
  }

  private void takeOut(List<Column> input, List<Column> results, List<Reject> rejects) {
    int[] kept = new int[state.rows()];
    int count = 0;
    for (int row = 0; row < state.rows(); row++) {
      if (state.isOut(row)) {
        rejects.add(reject(input, row));
      } else {
        kept[count++] = row;
      }
    }
    // A column can be selected twice, but rows can be taken out of it only once.
    Set<Column> distinct = new LinkedHashSet<>(results);
    new ColumnBatch(List.copyOf(distinct)).compact(kept, count);
  }

  private Reject reject(List<Column> input, int row) {
    return new Reject(
        number(input.get(inputColumns), row),
        number(input.get(inputColumns + 1), row),
        number(input.get(inputColumns + 2), row),
        state.column(row),
        state.code(row),
        state.message(row),
        raw((BytesColumn) input.get(inputColumns + 3), row));
  }

  private static long number(Column column, int row) {
    return ((LongColumn) column).values()[row];
  }

  private static String raw(BytesColumn column, int row) {
    int start = column.offsets()[row];
    return new String(column.data(), start, column.offsets()[row + 1] - start, UTF_8);
  }
}
