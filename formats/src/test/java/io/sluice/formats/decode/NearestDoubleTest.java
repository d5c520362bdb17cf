package io.sluice.formats.decode;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import org.junit.jupiter.api.Test;

class NearestDoubleTest {
  private static void same(long number, int decimals) {
    assertEquals(
        Double.parseDouble(number + "E-" + decimals),
        NearestDouble.quotient(number, decimals),
        () -> number + " / 10^" + decimals);
  }

  @Test
  void seededRandomNumbers() {
    Random random = new Random(53);
    for (int i = 0; i < 300_000; i++) {
      long number = 1 + (random.nextLong() >>> (1 + random.nextInt(62)));
      same(number, random.nextInt(23));
    }
  }

  @Test
  void halfwayBetweenTwoDoubles() {
    for (int bits = 53; bits < 63; bits++) {
      for (int k = -40; k < 40; k++) {
        for (int decimals = 0; decimals < 23; decimals++) {
          same((1L << bits) + k, decimals);
        }
      }
    }
    for (long k = 1; k < 2000; k++) {
      // Odd multiples of a half beyond the bits of a double's whole part.
      same(((1L << 52) + k) * 10 + 5, 1);
      same(((1L << 51) + k) * 100 + 25, 2);
      same(((1L << 51) + k) * 100 + 75, 2);
    }
  }
}
