package io.sluice.kill;

import java.util.ArrayList;
import java.util.List;

/** A kill that is to be. */
record Planned(Engine engine, Victim victim, Moment moment) {
  /** When in its run. */
  enum Moment {
    /** Within {@link #NEAR_MILLIS} after the run said that it publishes. */
    NEAR_PUBLISHING,
    /** Any time from its listing on. */
    ANY_TIME
  }

  static final int NEAR_MILLIS = 400;

  /** So many: by turns of threads and of Spark, half near publishing, each of Spark's processes. */
  static List<Planned> kills(int count) {
    List<Planned> plan = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int turn = i / Engine.values().length;
      plan.add(
          new Planned(
              List.of(Engine.values()).get(i % Engine.values().length),
              List.of(Victim.values()).get(turn / Moment.values().length % Victim.values().length),
              List.of(Moment.values()).get(turn % Moment.values().length)));
    }
    return plan;
  }
}
