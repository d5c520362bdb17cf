package io.sluice.ingest.transform;

import io.sluice.formats.column.Column;
import io.sluice.formats.reject.RejectCode;
import io.sluice.ingest.transform.Limit.Outcome;
import io.sluice.ingest.transform.Limit.Side;
import io.sluice.spec.PartitionField;
import io.sluice.spec.type.DataType.DecimalType;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Puts out rows whose number is so small that it has no partition. */
record PartitionOperation(Field field, Limit least, String message) implements Operation {
  private static final long serialVersionUID = 1;

  /** Those that a table needs that is partitioned so. */
  static List<Operation> of(List<PartitionField> partitionBy, List<Field> fields) {
    List<Operation> operations = new ArrayList<>();
    for (PartitionField key : partitionBy) {
      for (Field field : fields) {
        Optional<BigDecimal> least = key.leastValue(field.type());
        if (field.name().equalsIgnoreCase(key.column()) && least.isPresent()) {
          operations.add(
              new PartitionOperation(
                  field, limit(field, least.get()), key.tooSmall(least.get(), field.type())));
        }
      }
    }
    return operations;
  }

  private static Limit limit(Field field, BigDecimal least) {
    return field.type() instanceof DecimalType decimal
            && decimal.precision() > DecimalType.MAX_LONG_PRECISION
        ? new Limits.Decimals(Side.LEAST, least)
        : new Limits.Whole(Side.LEAST, least.unscaledValue().longValueExact());
  }

  @Override
  public Work open() {
    return this::apply;
  }

  private void apply(Column[] slots, RowState rows) {
    Column column = slots[field.slot()];
    boolean[] nulls = column.nulls();
    Limit.Test test = least.over(column);
    for (int row = 0; row < rows.rows(); row++) {
      if (!nulls[row] && !rows.isOut(row) && test.at(row) == Outcome.BEYOND) {
        rows.reject(row, RejectCode.PARTITION_VALUE_TOO_SMALL.key(), field.name(), message);
      }
    }
  }
}
