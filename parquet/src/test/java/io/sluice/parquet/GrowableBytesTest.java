package io.sluice.parquet;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

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
}
