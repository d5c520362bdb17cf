package io.sluice.jobs.prepare;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.jobs.JobException;
import org.junit.jupiter.api.Test;

class SessionTest {
  @Test
  void whoIsAskedToStopIsToldOnlyThen() {
    try (Session session = new Session("never started")) {
      assertDoesNotThrow(session::requireGoingOn);
      assertFalse(session.askedToStop());
      session.askToStop();
      session.askToStop();
      assertTrue(session.askedToStop());
      assertThrows(JobException.class, session::requireGoingOn);
    }
  }
}
