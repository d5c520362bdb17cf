package io.sluice.cli.lake;

import io.sluice.ledger.RunRecord;
import io.sluice.ledger.RunRecord.Figures;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A run and how it stands.
 *
 * @param state for people: {@code committed}, {@code nothing_to_do}, {@code refused}, {@code
 *     failed}, {@code aborted}, {@code running}, or {@code interrupted} when its process is gone
 *     though it had not ended
 */
public record RunSummary(RunRecord run, String state) {

  static RunSummary of(RunRecord run, boolean orphan) {
    String state =
        switch (run.state()) {
          case CLAIMED, RECORDED -> orphan ? "interrupted" : "running";
          case COMMITTED, ABORTED ->
              run.figures()
                  .map(figures -> figures.outcome().name())
                  .orElse(run.state().name())
                  .toLowerCase(Locale.ROOT);
        };
    return new RunSummary(run, state);
  }

  /** From its start to its end; none while it has not ended. */
  public OptionalDouble seconds() {
    return run.finishedAt()
        .map(end -> OptionalDouble.of(Duration.between(run.startedAt(), end).toMillis() / 1000.0))
        .orElse(OptionalDouble.empty());
  }

  /** What its report says in short, if it has one. */
  public Optional<Figures> figures() {
    return run.figures();
  }
}
