package io.sluice.launch;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Time that passes only when somebody waits. */
public final class ScriptedClock implements LaunchClock {
  public static final Instant BEGINNING = Instant.parse("2026-01-01T00:00:00Z");

  private final List<Duration> pauses = new ArrayList<>();
  private Instant now = BEGINNING;

  @Override
  public Instant now() {
    return now;
  }

  @Override
  public void pause(Duration time) {
    pauses.add(time);
    now = now.plus(time);
  }

  public List<Duration> pauses() {
    return pauses;
  }
}
