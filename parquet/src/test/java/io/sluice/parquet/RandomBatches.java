package io.sluice.parquet;

import io.sluice.formats.column.BooleanColumn;
import io.sluice.formats.column.BytesColumn;
import io.sluice.formats.column.Column;
import io.sluice.formats.column.ColumnBatch;
import io.sluice.formats.column.Columns;
import io.sluice.formats.column.DoubleColumn;
import io.sluice.formats.column.FloatColumn;
import io.sluice.formats.column.IntColumn;
import io.sluice.formats.column.ListColumn;
import io.sluice.formats.column.LongColumn;
import io.sluice.formats.column.MapColumn;
import io.sluice.formats.column.StructColumn;
import io.sluice.spec.type.DataType;
import io.sluice.spec.type.DataType.DecimalType;
import io.sluice.spec.type.DataType.Primitive;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Seeded batches of any columns. */
public final class RandomBatches {
  private final Random random;

  /** Distinct values that a column draws from. */
  private final int cardinality;

  private final double nullFraction;

  public RandomBatches(long seed, int cardinality, double nullFraction) {
    this.random = new Random(seed);
    this.cardinality = cardinality;
    this.nullFraction = nullFraction;
  }

  public ColumnBatch batch(List<OutputColumn> columns, int rows) {
    List<Column> filled = new ArrayList<>();
    for (OutputColumn column : columns) {
      Column made = Columns.create(column.type(), Math.max(1, rows / 2));
      made.ensureCapacity(rows);
      fill(made, rows, null, column.nullable());
      filled.add(made);
    }
    ColumnBatch batch = new ColumnBatch(filled);
    batch.setRowCount(rows);
    return batch;
  }

  private void fill(Column column, int rows, boolean[] parentNulls, boolean nullable) {
    column.ensureCapacity(rows);
    column.setSize(rows);
    boolean[] nulls = column.nulls();
    for (int i = 0; i < rows; i++) {
      nulls[i] =
          (parentNulls != null && parentNulls[i])
              || (nullable && random.nextDouble() < nullFraction);
    }
    if (column instanceof BooleanColumn booleans) {
      for (int i = 0; i < rows; i++) {
        booleans.values()[i] = pick() % 2 == 0;
      }
    } else if (column instanceof IntColumn ints) {
      for (int i = 0; i < rows; i++) {
        ints.values()[i] = integer(column.type());
      }
    } else if (column instanceof LongColumn longs) {
      for (int i = 0; i < rows; i++) {
        longs.values()[i] = word(column.type());
      }
    } else if (column instanceof FloatColumn floats) {
      for (int i = 0; i < rows; i++) {
        floats.values()[i] = pick() / 8f - 3;
      }
    } else if (column instanceof DoubleColumn doubles) {
      for (int i = 0; i < rows; i++) {
        doubles.values()[i] = pick() / 16.0 - 5;
      }
    } else if (column instanceof BytesColumn bytes) {
      for (int i = 0; i < rows; i++) {
        if (nulls[i]) {
          bytes.setNull(i);
        } else {
          byte[] value = bytes(column.type());
          bytes.set(i, value, 0, value.length);
        }
      }
    } else if (column instanceof StructColumn struct) {
      for (Column member : struct.members()) {
        fill(member, rows, nulls, true);
      }
    } else if (column instanceof ListColumn list) {
      fill(list.element(), offsets(list.offsets(), nulls, rows), null, true);
    } else if (column instanceof MapColumn map) {
      int entries = offsets(map.offsets(), nulls, rows);
      fill(map.key(), entries, null, false);
      distinctKeys(map);
      fill(map.value(), entries, null, true);
    }
  }

  private int offsets(int[] offsets, boolean[] nulls, int rows) {
    offsets[0] = 0;
    for (int i = 0; i < rows; i++) {
      offsets[i + 1] = offsets[i] + (nulls[i] ? 0 : random.nextInt(4));
    }
    return offsets[rows];
  }

  /** Keys are numbered within each map, as a map must not hold one twice. */
  private static void distinctKeys(MapColumn map) {
    int entry = 0;
    for (int row = 0; row < map.size(); row++) {
      int first = map.offsets()[row];
      for (; entry < map.offsets()[row + 1]; entry++) {
        if (map.key() instanceof IntColumn ints) {
          ints.values()[entry] = entry - first;
        } else {
          byte[] key = ("k" + (entry - first)).getBytes(StandardCharsets.UTF_8);
          ((BytesColumn) map.key()).set(entry, key, 0, key.length);
        }
      }
    }
  }

  private int pick() {
    return random.nextInt(cardinality);
  }

  private int integer(DataType type) {
    int value = (pick() - cardinality / 2) * 7;
    return switch ((Primitive) type) {
      case TINYINT -> (byte) value;
      case SMALLINT -> (short) value;
      case DATE -> pick() - 1000;
      default -> value;
    };
  }

  private long word(DataType type) {
    if (type instanceof DecimalType decimal) {
      long limit = BigInteger.TEN.pow(decimal.precision()).longValueExact();
      return (pick() * 7919L - 100) % limit;
    }
    return type == Primitive.BIGINT
        ? pick() * 1_000_000_007L - 5_000_000_000L
        : pick() * 86_399_123_457L - 1_000_000_000_000L;
  }

  private byte[] bytes(DataType type) {
    int value = pick();
    if (type instanceof DecimalType decimal) {
      BigInteger unscaled =
          BigInteger.valueOf(value - cardinality / 2)
              .multiply(BigInteger.TEN.pow(value % (decimal.precision() - 8)))
              .add(BigInteger.valueOf(value % 3));
      return unscaled.toByteArray();
    }
    if (type == Primitive.BINARY) {
      return BigInteger.valueOf(value * 31L - 40).toByteArray();
    }
    // Of all lengths around a word, with bytes beyond ASCII.
    String text = value % 13 == 0 ? "" : "é값".repeat(value % 4) + "v" + value;
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
