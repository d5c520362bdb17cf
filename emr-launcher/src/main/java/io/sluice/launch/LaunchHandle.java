package io.sluice.launch;

import java.time.Instant;
import java.util.Map;

/**
 * By what a submitted run is found again, by any process.
 *
 * @param way its {@link LaunchWay#name}
 * @param runId the order's
 * @param id as the service calls it
 * @param since when it was submitted: its time-out counts from then
 * @param more what the way needs besides, for example a cluster's id
 */
public record LaunchHandle(
    String way, String runId, String id, Instant since, Map<String, String> more) {
  /** In {@link #more}: the lake of what runs, where the way can tell it. */
  public static final String LAKE = "lake";

  public LaunchHandle {
    more = Map.copyOf(more);
  }
}
