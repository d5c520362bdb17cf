package io.sluice.lambda.arrival;

import io.sluice.lambda.host.FlowLake;
import io.sluice.lambda.host.Json;
import java.io.IOException;
import java.time.Instant;

/**
 * How far the sweep of the landing prefix has come, kept in the lake. A lost one costs a pass from
 * the beginning.
 *
 * @param after the last key that was looked at; empty: the pass begins
 * @param begunAt when the pass began, as {@link Instant} writes it
 * @param over whether the pass has come to its end
 * @param listed objects that the pass has looked at
 * @param found objects of which no event had told
 */
public record SweepCursor(String after, String begunAt, boolean over, long listed, long found) {
  static SweepCursor begin(Instant now) {
    return new SweepCursor("", now.toString(), false, 0, 0);
  }

  /** Empty passes count as over long ago. */
  static SweepCursor read(FlowLake lake) throws IOException {
    return lake.find(place(lake))
        .map(json -> Json.read(json, SweepCursor.class))
        .orElse(new SweepCursor("", Instant.EPOCH.toString(), true, 0, 0));
  }

  void write(FlowLake lake) throws IOException {
    lake.put(place(lake), Json.bytes(this));
  }

  private static String place(FlowLake lake) {
    return lake.location().own("sweep/cursor.json");
  }

  SweepCursor then(String key, int objects, int missing, boolean last) {
    return new SweepCursor(key, begunAt, last, listed + objects, found + missing);
  }

  Instant begun() {
    return Instant.parse(begunAt);
  }
}
