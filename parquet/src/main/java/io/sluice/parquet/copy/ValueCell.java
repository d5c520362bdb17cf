package io.sluice.parquet.copy;

import io.sluice.formats.column.BooleanColumn;
import io.sluice.formats.column.BytesColumn;
import io.sluice.formats.column.Column;
import io.sluice.formats.column.DoubleColumn;
import io.sluice.formats.column.FloatColumn;
import io.sluice.formats.column.IntColumn;
import io.sluice.formats.column.LongColumn;
import io.sluice.parquet.copy.RowBatch.Filled;
import io.sluice.spec.type.DataType.DecimalType;
import java.nio.ByteBuffer;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.Converter;
import org.apache.parquet.io.api.PrimitiveConverter;

/** The next row of a column that is not nested. */
final class ValueCell extends Cell {
  private final Filled filled;
  private final PrimitiveConverter converter;

  ValueCell(Column column, Filled filled) {
    super(column);
    this.filled = filled;
    this.converter = converterInto(column);
  }

  @Override
  Converter converter() {
    return converter;
  }

  private int take(int bytes) {
    filled.add(bytes);
    return takeRow();
  }

  private PrimitiveConverter converterInto(Column column) {
    if (column instanceof BooleanColumn booleans) {
      return new PrimitiveConverter() {
        @Override
        public void addBoolean(boolean value) {
          int row = take(1);
          booleans.values()[row] = value;
        }
      };
    } else if (column instanceof IntColumn ints) {
      return new PrimitiveConverter() {
        @Override
        public void addInt(int value) {
          int row = take(Integer.BYTES);
          ints.values()[row] = value;
        }
      };
    } else if (column instanceof LongColumn longs) {
      return new Longs(longs);
    } else if (column instanceof FloatColumn floats) {
      return new PrimitiveConverter() {
        @Override
        public void addFloat(float value) {
          int row = take(Float.BYTES);
          floats.values()[row] = value;
        }
      };
    } else if (column instanceof DoubleColumn doubles) {
      return new PrimitiveConverter() {
        @Override
        public void addDouble(double value) {
          int row = take(Double.BYTES);
          doubles.values()[row] = value;
        }
      };
    }
    return new Bytes((BytesColumn) column);
  }

  /** Decimals of few digits come as 32 bits. */
  private final class Longs extends PrimitiveConverter {
    private final LongColumn column;

    private Longs(LongColumn column) {
      this.column = column;
    }

    @Override
    public void addInt(int value) {
      addLong(value);
    }

    @Override
    public void addLong(long value) {
      int row = take(Long.BYTES);
      column.values()[row] = value;
    }
  }

  private final class Bytes extends PrimitiveConverter {
    private final BytesColumn column;
    private final boolean decimal;

    private Bytes(BytesColumn column) {
      this.column = column;
      this.decimal = column.type() instanceof DecimalType;
    }

    @Override
    public void addBinary(Binary value) {
      ByteBuffer bytes = value.toByteBuffer();
      if (decimal) {
        skipSigns(bytes);
      }
      int length = bytes.remaining();
      int row = take(Integer.BYTES + length);
      int start = column.offsets()[row];
      int end = Math.addExact(start, length);
      bytes.get(column.ensureData(end), start, length);
      column.offsets()[row + 1] = end;
    }

    /** Leaves the fewest bytes that have the same value. */
    private static void skipSigns(ByteBuffer bytes) {
      while (bytes.remaining() > 1) {
        byte first = bytes.get(bytes.position());
        byte second = bytes.get(bytes.position() + 1);
        if (first != second >> (Byte.SIZE - 1)) {
          return;
        }
        bytes.get();
      }
    }
  }
}
