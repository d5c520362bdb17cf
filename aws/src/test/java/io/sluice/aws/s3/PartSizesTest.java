package io.sluice.aws.s3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class PartSizesTest {
  @Test
  void tenThousandPartsTakeTheLargestObject() {
    long sum = 0;
    for (int number = 1; number <= 10_000; number++) {
      int size = PartSizes.of(number);
      assertTrue(size >= 8 << 20 && size <= 1 << 30, number + ": " + size);
      sum += size;
    }
    assertTrue(sum >= 5L << 40, sum + " bytes");
    assertThrows(IllegalStateException.class, () -> PartSizes.of(10_001));
  }

  @Test
  void usualFilesHaveSmallParts() {
    assertEquals(8 << 20, PartSizes.of(1));
    assertEquals(8 << 20, PartSizes.of(500));
    assertEquals(16 << 20, PartSizes.of(501));
  }
}
