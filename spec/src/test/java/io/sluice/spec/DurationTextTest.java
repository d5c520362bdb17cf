package io.sluice.spec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DurationTextTest {
  @Test
  void writesTheLargestUnitThatLeavesNoRest() {
    assertEquals("0s", DurationText.of(Duration.ZERO));
    assertEquals("59s", DurationText.of(Duration.ofSeconds(59)));
    assertEquals("90s", DurationText.of(Duration.ofSeconds(90)));
    assertEquals("10m", DurationText.of(Duration.ofMinutes(10)));
    assertEquals("25h", DurationText.of(Duration.ofHours(25)));
    assertEquals("2d", DurationText.of(Duration.ofDays(2)));
    assertEquals("20000d", DurationText.of(Duration.ofDays(20_000)));
  }

  @Test
  void whateverIsReadIsWrittenSoThatItReadsBack() {
    Random random = new Random(11);
    for (int i = 0; i < 2_000; i++) {
      long count = i % 4 == 0 ? 999_999_999 - i : random.nextInt(1_000_000_000);
      for (String unit : new String[] {"s", "m", "h", "d"}) {
        String text = count + unit;
        Optional<Duration> read = DurationText.parse(text);
        assertEquals(read, DurationText.parse(DurationText.of(read.orElseThrow())), text);
      }
    }
  }

  @Test
  void whatNoTextSaysIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> DurationText.of(Duration.ofMillis(1_500)));
    assertThrows(IllegalArgumentException.class, () -> DurationText.of(Duration.ofSeconds(-61)));
    assertThrows(
        IllegalArgumentException.class, () -> DurationText.of(Duration.ofDays(1_000_000_000)));
  }
}
