package io.sluice.ingest.failure;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class StopTest {
  @Test
  void whoIsAskedToStopIsToldOnlyThen() {
    Stop stop = new Stop();
    AtomicInteger told = new AtomicInteger();
    stop.onRequest(told::incrementAndGet);
    assertDoesNotThrow(stop::requireGoingOn);
    assertFalse(stop.requested());
    assertEquals(0, told.get());
    stop.request();
    stop.request();
    assertTrue(stop.requested());
    assertEquals(2, told.get(), "work may have begun between the requests");
    assertThrows(IngestException.class, stop::requireGoingOn);
  }

  @Test
  void theFirstReasonIsTold() {
    Stop stop = new Stop();
    stop.request("its time is over");
    stop.request();
    assertEquals("its time is over", stop.reason());
    assertEquals(
        "its time is over", assertThrows(IngestException.class, stop::requireGoingOn).getMessage());
  }
}
