package io.sluice.ingest.transform.value;

import io.sluice.formats.column.BytesColumn;
import io.sluice.formats.column.Column;
import io.sluice.formats.column.LongColumn;
import io.sluice.spec.type.DataType.DecimalType;
import java.math.BigDecimal;
import java.math.BigInteger;

/** The values of a decimal column of either storage. */
public interface DecimalReader {
  /** A value that is not null. */
  BigDecimal value(int row);

  /** Reads a column, which must not change meanwhile. */
  static DecimalReader of(Column column) {
    int scale = ((DecimalType) column.type()).scale();
    if (column instanceof LongColumn longs) {
      long[] values = longs.values();
      return row -> BigDecimal.valueOf(values[row], scale);
    }
    BytesColumn bytes = (BytesColumn) column;
    byte[] data = bytes.data();
    int[] offsets = bytes.offsets();
    return row ->
        new BigDecimal(new BigInteger(data, offsets[row], offsets[row + 1] - offsets[row]), scale);
  }
}
