package io.sluice.formats.assemble;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class PaceTest {
  private final Pace pace = new Pace();

  private int stretchAfterRun(int records) {
    pace.direct(records);
    pace.refused(4096);
    int stretch = pace.general();
    pace.general(stretch);
    assertEquals(0, pace.general());
    return stretch;
  }

  @Test
  void stretchesDoubleUpToALimitAsLongAsRunsAreShort() {
    int[] expected = {8, 16, 32, 64, 128, 256, 512, 512};
    for (int stretch : expected) {
      assertEquals(stretch, stretchAfterRun(5));
    }
    assertEquals(4, stretchAfterRun(1000));
    assertEquals(8, stretchAfterRun(0));
  }

  @Test
  void aStretchIsReadInParts() {
    pace.refused(4096);
    pace.general(3);
    assertEquals(5, pace.general());
    pace.general(100);
    assertEquals(0, pace.general());
  }

  @Test
  void noStretchIsLongerThanABatch() {
    for (int i = 0; i < 9; i++) {
      pace.refused(10);
    }
    assertEquals(10, pace.general());
  }
}
