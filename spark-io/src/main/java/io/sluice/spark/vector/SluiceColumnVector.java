package io.sluice.spark.vector;

import io.sluice.formats.column.BooleanColumn;
import io.sluice.formats.column.BytesColumn;
import io.sluice.formats.column.Column;
import io.sluice.formats.column.DoubleColumn;
import io.sluice.formats.column.FloatColumn;
import io.sluice.formats.column.IntColumn;
import io.sluice.formats.column.ListColumn;
import io.sluice.formats.column.LongColumn;
import io.sluice.formats.column.MapColumn;
import io.sluice.formats.column.RepeatedColumn;
import io.sluice.formats.column.StructColumn;
import io.sluice.spark.types.SparkTypes;
import io.sluice.spec.type.DataType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import org.apache.spark.sql.types.Decimal;
import org.apache.spark.sql.vectorized.ColumnVector;
import org.apache.spark.sql.vectorized.ColumnarArray;
import org.apache.spark.sql.vectorized.ColumnarMap;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * A {@link Column} as Spark sees it. Copies nothing: strings point into the column's bytes, so what
 * this hands out is valid as long as the column's rows are. The column's arrays are replaced when
 * it grows; {@link #refresh} picks them up and must be called for each new batch.
 */
public final class SluiceColumnVector extends ColumnVector {
  private final Column column;
  private final SluiceColumnVector[] children;

  private boolean[] nulls;
  private boolean[] booleans;
  private int[] ints;
  private long[] longs;
  private float[] floats;
  private double[] doubles;
  private int[] offsets;
  private byte[] data;

  public SluiceColumnVector(Column column) {
    super(SparkTypes.toSpark(column.type()));
    this.column = column;
    this.children = childrenOf(column);
    refresh();
  }

  private static SluiceColumnVector[] childrenOf(Column column) {
    if (column instanceof StructColumn struct) {
      return struct.members().stream()
          .map(SluiceColumnVector::new)
          .toArray(SluiceColumnVector[]::new);
    }
    if (column instanceof ListColumn list) {
      return new SluiceColumnVector[] {new SluiceColumnVector(list.element())};
    }
    if (column instanceof MapColumn map) {
      return new SluiceColumnVector[] {
        new SluiceColumnVector(map.key()), new SluiceColumnVector(map.value())
      };
    }
    return new SluiceColumnVector[0];
  }

  /** Takes over the column's present arrays. */
  public void refresh() {
    nulls = column.nulls();
    if (column instanceof IntColumn c) {
      ints = c.values();
    } else if (column instanceof LongColumn c) {
      longs = c.values();
    } else if (column instanceof BytesColumn c) {
      offsets = c.offsets();
      data = c.data();
    } else if (column instanceof DoubleColumn c) {
      doubles = c.values();
    } else if (column instanceof FloatColumn c) {
      floats = c.values();
    } else if (column instanceof BooleanColumn c) {
      booleans = c.values();
    } else if (column instanceof RepeatedColumn c) {
      offsets = c.offsets();
    }
    for (SluiceColumnVector child : children) {
      child.refresh();
    }
  }

  /** Nothing to give back: the reader owns the arrays. */
  @Override
  public void close() {}

  @Override
  public boolean hasNull() {
    return column.nullCount() > 0;
  }

  @Override
  public int numNulls() {
    return column.nullCount();
  }

  @Override
  public boolean isNullAt(int row) {
    return nulls[row];
  }

  @Override
  public boolean getBoolean(int row) {
    return booleans[row];
  }

  @Override
  public byte getByte(int row) {
    return (byte) ints[row];
  }

  @Override
  public short getShort(int row) {
    return (short) ints[row];
  }

  @Override
  public int getInt(int row) {
    return ints[row];
  }

  @Override
  public long getLong(int row) {
    return longs[row];
  }

  @Override
  public float getFloat(int row) {
    return floats[row];
  }

  @Override
  public double getDouble(int row) {
    return doubles[row];
  }

  @Override
  public Decimal getDecimal(int row, int precision, int scale) {
    if (nulls[row]) {
      return null;
    }
    if (precision <= DataType.DecimalType.MAX_LONG_PRECISION) {
      return Decimal.createUnsafe(longs[row], precision, scale);
    }
    BigInteger unscaled = new BigInteger(data, offsets[row], offsets[row + 1] - offsets[row]);
    return Decimal.apply(new BigDecimal(unscaled, scale), precision, scale);
  }

  @Override
  public UTF8String getUTF8String(int row) {
    if (nulls[row]) {
      return null;
    }
    return UTF8String.fromBytes(data, offsets[row], offsets[row + 1] - offsets[row]);
  }

  @Override
  public byte[] getBinary(int row) {
    if (nulls[row]) {
      return null;
    }
    return Arrays.copyOfRange(data, offsets[row], offsets[row + 1]);
  }

  @Override
  public ColumnarArray getArray(int row) {
    if (nulls[row]) {
      return null;
    }
    return new ColumnarArray(children[0], offsets[row], offsets[row + 1] - offsets[row]);
  }

  @Override
  public ColumnarMap getMap(int row) {
    if (nulls[row]) {
      return null;
    }
    return new ColumnarMap(children[0], children[1], offsets[row], offsets[row + 1] - offsets[row]);
  }

  @Override
  public ColumnVector getChild(int ordinal) {
    return children[ordinal];
  }
}
