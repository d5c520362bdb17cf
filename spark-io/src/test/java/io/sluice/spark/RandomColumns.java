package io.sluice.spark;

import io.sluice.formats.column.BooleanColumn;
import io.sluice.formats.column.BytesColumn;
import io.sluice.formats.column.Column;
import io.sluice.formats.column.DoubleColumn;
import io.sluice.formats.column.FloatColumn;
import io.sluice.formats.column.IntColumn;
import io.sluice.formats.column.ListColumn;
import io.sluice.formats.column.LongColumn;
import io.sluice.formats.column.MapColumn;
import io.sluice.formats.column.StructColumn;
import io.sluice.spec.type.DataType.DecimalType;
import io.sluice.spec.type.DataType.Primitive;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

/** Fills columns with random values, and says what the values are in plain Java. */
public final class RandomColumns {
  /**
   * What other calendars have elsewhere: the first day that can be told, those before and after
   * Gregory's reform, and what databases begin with or stands for no date.
   */
  private static final int[] OLD_DAYS =
      Stream.of(
              "0001-01-01",
              "1582-10-04",
              "1582-10-10",
              "1582-10-15",
              "1753-01-01",
              "1899-12-30",
              "1899-12-31",
              "1900-01-01",
              "9999-12-31")
          .mapToInt(day -> (int) LocalDate.parse(day).toEpochDay())
          .toArray();

  private static final long MICROS_PER_DAY = 86_400_000_000L;

  private final Random random;

  public RandomColumns(long seed) {
    this.random = new Random(seed);
  }

  /** Gives an empty column {@code rows} values, a fifth of them null. */
  public void fill(Column column, int rows) {
    fill(column, rows, 0.2);
  }

  private void fill(Column column, int rows, double nulls) {
    column.ensureCapacity(rows);
    for (int i = 0; i < rows; i++) {
      boolean isNull = random.nextDouble() < nulls;
      column.nulls()[i] = isNull;
      value(column, i, isNull);
    }
    column.setSize(rows);
    if (column instanceof StructColumn struct) {
      for (Column member : struct.members()) {
        fill(member, rows, nulls);
        for (int i = 0; i < rows; i++) {
          member.nulls()[i] |= struct.nulls()[i];
        }
        emptyNulls(member, rows);
      }
    } else if (column instanceof ListColumn list) {
      fill(list.element(), list.offsets()[rows], nulls);
    } else if (column instanceof MapColumn map) {
      fill(map.key(), map.offsets()[rows], 0);
      fill(map.value(), map.offsets()[rows], nulls);
    }
  }

  /** A null value has no bytes, elements or members. */
  private static void emptyNulls(Column column, int rows) {
    if (column instanceof BytesColumn bytes) {
      byte[] data = bytes.data().clone();
      int[] offsets = bytes.offsets().clone();
      for (int i = 0; i < rows; i++) {
        if (bytes.nulls()[i]) {
          bytes.setNull(i);
        } else {
          bytes.set(i, data, offsets[i], offsets[i + 1] - offsets[i]);
        }
      }
    }
  }

  private void value(Column column, int row, boolean isNull) {
    if (column instanceof IntColumn ints) {
      ints.values()[row] =
          switch ((Primitive) ints.type()) {
            case TINYINT -> (byte) random.nextInt();
            case SMALLINT -> (short) random.nextInt();
            case DATE -> random.nextInt(8) == 0 ? day() : random.nextInt(40_000) - 10_000;
            default -> random.nextInt();
          };
    } else if (column instanceof LongColumn longs) {
      longs.values()[row] = longValue(longs);
    } else if (column instanceof BytesColumn bytes) {
      if (isNull) {
        bytes.setNull(row);
      } else {
        byte[] value = bytesValue(bytes);
        bytes.set(row, value, 0, value.length);
      }
    } else if (column instanceof DoubleColumn doubles) {
      doubles.values()[row] = random.nextInt(20) == 0 ? Double.NaN : random.nextGaussian() * 1e9;
    } else if (column instanceof FloatColumn floats) {
      floats.values()[row] = (float) random.nextGaussian();
    } else if (column instanceof BooleanColumn booleans) {
      booleans.values()[row] = random.nextBoolean();
    } else if (column instanceof ListColumn list) {
      list.offsets()[row + 1] = list.offsets()[row] + (isNull ? 0 : random.nextInt(4));
    } else if (column instanceof MapColumn map) {
      map.offsets()[row + 1] = map.offsets()[row] + (isNull ? 0 : random.nextInt(4));
    }
  }

  private long longValue(LongColumn column) {
    if (column.type() instanceof DecimalType decimal) {
      return random.nextLong() % BigInteger.TEN.pow(decimal.precision()).longValueExact();
    }
    if (column.type() == Primitive.BIGINT) {
      return random.nextLong();
    }
    return random.nextInt(8) == 0
        ? day() * MICROS_PER_DAY + Math.floorMod(random.nextLong(), MICROS_PER_DAY)
        : random.nextLong() % 4_000_000_000_000_000L;
  }

  private int day() {
    return OLD_DAYS[random.nextInt(OLD_DAYS.length)];
  }

  private byte[] bytesValue(BytesColumn column) {
    if (column.type() instanceof DecimalType decimal) {
      BigInteger limit = BigInteger.TEN.pow(decimal.precision());
      BigInteger value = new BigInteger(130, random).mod(limit);
      return (random.nextBoolean() ? value : value.negate()).toByteArray();
    }
    byte[] bytes = new byte[random.nextInt(20)];
    random.nextBytes(bytes);
    if (column.type() == Primitive.BINARY) {
      return bytes;
    }
    StringBuilder text = new StringBuilder();
    for (byte b : bytes) {
      text.appendCodePoint(b >= 0 ? 32 + b : 0xAC00 + (b & 0xff));
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** The value as plain Java: numbers, text, java.time, List (also for structs and bytes), Map. */
  public static Object plain(Column column, int row) {
    if (column.nulls()[row]) {
      return null;
    }
    if (column instanceof IntColumn ints) {
      int value = ints.values()[row];
      return switch ((Primitive) ints.type()) {
        case TINYINT -> (Object) (byte) value;
        case SMALLINT -> (short) value;
        case DATE -> LocalDate.ofEpochDay(value);
        default -> value;
      };
    }
    if (column instanceof LongColumn longs) {
      long value = longs.values()[row];
      if (longs.type() instanceof DecimalType decimal) {
        return BigDecimal.valueOf(value, decimal.scale());
      }
      if (longs.type() == Primitive.BIGINT) {
        return value;
      }
      Instant instant = Instant.EPOCH.plus(value, ChronoUnit.MICROS);
      return longs.type() == Primitive.TIMESTAMP
          ? instant
          : LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
    }
    if (column instanceof BytesColumn bytes) {
      int start = bytes.offsets()[row];
      int length = bytes.offsets()[row + 1] - start;
      if (bytes.type() instanceof DecimalType decimal) {
        return new BigDecimal(new BigInteger(bytes.data(), start, length), decimal.scale());
      }
      if (bytes.type() == Primitive.STRING) {
        return new String(bytes.data(), start, length, StandardCharsets.UTF_8);
      }
      List<Byte> binary = new ArrayList<>();
      for (int i = start; i < start + length; i++) {
        binary.add(bytes.data()[i]);
      }
      return binary;
    }
    if (column instanceof DoubleColumn doubles) {
      return doubles.values()[row];
    }
    if (column instanceof FloatColumn floats) {
      return floats.values()[row];
    }
    if (column instanceof BooleanColumn booleans) {
      return booleans.values()[row];
    }
    if (column instanceof StructColumn struct) {
      List<Object> members = new ArrayList<>();
      struct.members().forEach(member -> members.add(plain(member, row)));
      return members;
    }
    if (column instanceof ListColumn list) {
      List<Object> elements = new ArrayList<>();
      for (int i = list.offsets()[row]; i < list.offsets()[row + 1]; i++) {
        elements.add(plain(list.element(), i));
      }
      return elements;
    }
    MapColumn map = (MapColumn) column;
    Map<Object, Object> entries = new LinkedHashMap<>();
    for (int i = map.offsets()[row]; i < map.offsets()[row + 1]; i++) {
      entries.put(plain(map.key(), i), plain(map.value(), i));
    }
    return entries;
  }
}
