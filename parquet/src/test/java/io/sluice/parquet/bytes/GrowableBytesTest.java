package io.sluice.parquet.bytes;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import org.junit.jupiter.api.Test;

class GrowableBytesTest {
  @Test
  void manyValuesAreWhatOneByOneIs() {
    Random random = new Random(29);
    for (int maxLength : new int[] {0, 1, 31, 32, 33, 128, 129, 1000}) {
      int count = 300;
      int[] starts = new int[count + 1];
      for (int i = 0; i < count; i++) {
        starts[i + 1] = starts[i] + random.nextInt(maxLength + 1);
      }
      byte[] data = new byte[starts[count]];
      random.nextBytes(data);
      int[] rows = random.ints(count, 0, count).toArray();
      for (int[] index : new int[][] {null, rows}) {
        GrowableBytes expected = new GrowableBytes(1);
        expected.write(7);
        for (int i = 11; i < count; i++) {
          int row = index == null ? i : index[i];
          expected.putInt(starts[row + 1] - starts[row]);
          expected.write(data, starts[row], starts[row + 1] - starts[row]);
        }
        GrowableBytes actual = new GrowableBytes(1);
        actual.write(7);
        actual.putAll(data, starts, index, 11, count - 11);
        assertArrayEquals(expected.toByteArray(), actual.toByteArray());
      }
    }
  }

  /** A page's levels, then its values: exchanged or copied, the bytes are the same. */
  @Test
  void takenBytesAreThoseCopied() {
    Random random = new Random(31);
    for (int size : new int[] {0, 1, 1000, 1 << 16, 100_000}) {
      for (int front : new int[] {0, 6, 64, 65, 5000}) {
        for (int capacity : new int[] {16, 1 << 16, 1 << 17, 1 << 18}) {
          byte[] values = new byte[size];
          byte[] levels = new byte[front];
          random.nextBytes(values);
          random.nextBytes(levels);
          GrowableBytes from = new GrowableBytes(256, 64);
          GrowableBytes page = new GrowableBytes(capacity);
          GrowableBytes expected = new GrowableBytes(1);
          for (int round = 0; round < 3; round++) {
            from.write(values, 0, size);
            int held = from.capacity();
            page.clear();
            page.write(levels, 0, front);
            page.take(from);
            expected.clear();
            expected.write(levels, 0, front);
            expected.write(values, 0, size);
            assertArrayEquals(expected.toByteArray(), page.toByteArray());
            page.putInt(round);
            page.write(values, 0, size);
            expected.putInt(round);
            expected.write(values, 0, size);
            assertArrayEquals(expected.toByteArray(), page.toByteArray());
            assertEquals(0, from.size());
            assertEquals(held, from.capacity());
          }
        }
      }
    }
  }
}
