package io.sluice.aws.dynamo;

import io.sluice.ledger.RunRecord.State;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** States of runs, read as they are needed; those of runs that are over never change. */
final class RunStates {
  /** Some megabytes; a table's files come from far fewer runs as a rule. */
  private static final int MOST_KEPT = 20_000;

  private final Runs runs;
  private final Map<String, State> over = new ConcurrentHashMap<>();

  RunStates(Runs runs) {
    this.runs = runs;
  }

  /** Runs as they are now; of those that are known to be over, only the state. */
  record Known(Map<String, State> states, Map<String, RunItem> open) {
    State of(String runId) {
      State state = states.get(runId);
      if (state == null) {
        throw new IllegalStateException("The ledger names a run that it does not have: " + runId);
      }
      return state;
    }
  }

  Known of(Collection<String> runIds) {
    Map<String, State> states = new HashMap<>();
    Map<String, RunItem> open = new HashMap<>();
    List<String> toRead = runIds.stream().filter(id -> !over.containsKey(id)).distinct().toList();
    runIds.stream().filter(over::containsKey).forEach(id -> states.put(id, over.get(id)));
    runs.find(toRead)
        .forEach(
            (id, run) -> {
              states.put(id, run.state());
              if (!run.state().over()) {
                open.put(id, run);
              } else if (over.size() < MOST_KEPT) {
                over.put(id, run.state());
              }
            });
    return new Known(states, open);
  }
}
