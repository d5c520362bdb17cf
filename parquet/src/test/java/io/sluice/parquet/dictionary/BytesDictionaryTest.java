package io.sluice.parquet.dictionary;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BytesDictionaryTest {
  /** Lengths around the words that values are told by, up to the array's very end. */
  @Test
  void manyAtOnceAreWhatOneByOneIs() {
    Random random = new Random(23);
    for (int maxLength : new int[] {0, 1, 7, 8, 9, 15, 16, 17, 40}) {
      for (int limit : new int[] {1, 60, 2000, Integer.MAX_VALUE}) {
        int count = 700;
        int[] starts = new int[count + 1];
        for (int i = 0; i < count; i++) {
          starts[i + 1] = starts[i] + random.nextInt(maxLength + 1);
        }
        byte[] data = new byte[starts[count]];
        for (int i = 0; i < data.length; i++) {
          data[i] = (byte) random.nextInt(2);
        }
        int[] rows = random.ints(count, 0, count).toArray();
        for (int[] index : new int[][] {null, rows}) {
          BytesDictionary oneByOne = new BytesDictionary(limit, 4);
          int[] expected = new int[count];
          int added = 0;
          for (; added < count; added++) {
            int row = index == null ? added : index[added];
            expected[added] = oneByOne.add(data, starts[row], starts[row + 1] - starts[row]);
            if (expected[added] < 0) {
              expected[added] = 0;
              break;
            }
          }
          BytesDictionary atOnce = new BytesDictionary(limit, 4);
          int[] indices = new int[count + 3];
          int first = atOnce.add(data, starts, index, 0, Math.min(5, count), indices, 3);
          int done = first;
          if (first == 5 && index == null) {
            done += atOnce.add(data, starts, null, 5, count - 5, indices, 8);
          } else if (first == 5) {
            int[] rest = Arrays.copyOfRange(index, 5, count);
            done += atOnce.add(data, starts, rest, 0, count - 5, indices, 8);
          }
          String message = "up to " + maxLength + " bytes, dictionary of " + limit;
          assertEquals(added, done, message);
          assertArrayEquals(
              Arrays.copyOf(expected, added), Arrays.copyOfRange(indices, 3, 3 + added), message);
          assertEquals(oneByOne.size(), atOnce.size(), message);
          assertArrayEquals(
              Arrays.copyOf(oneByOne.offsets(), oneByOne.size() + 1),
              Arrays.copyOf(atOnce.offsets(), atOnce.size() + 1),
              message);
        }
      }
    }
  }
}
