package io.sluice.ingest.publish;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class PublishTurnTest {
  @Test
  void whoWaitsLongAsksSeldomAndNobodyLosesMoreThanAQuarter() {
    assertEquals(100, PublishTurn.pauseMillis(0, 0));
    assertEquals(50, PublishTurn.pauseMillis(0, 1));
    assertEquals(1_000, PublishTurn.pauseMillis(4_000, 0));
    assertEquals(5_000, PublishTurn.pauseMillis(600_000, 0));
    for (long waited = 400; waited < 100_000; waited += 100) {
      assertTrue(PublishTurn.pauseMillis(waited, 0) <= waited / 4);
    }
  }
}
