package io.sluice.cli.lake;

import io.sluice.ledger.RunRecord;
import io.sluice.spec.report.RunReport;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A run with what its report says.
 *
 * @param state for people: {@code committed}, {@code nothing_to_do}, {@code refused}, {@code
 *     failed}, {@code aborted}, {@code running}, or {@code interrupted} when its process is gone
 *     though it had not ended
 */
public record RunSummary(RunRecord run, Optional<RunReport> report, String state) {

  static RunSummary of(RunRecord run, Optional<RunReport> report, boolean orphan) {
    String state =
        switch (run.state()) {
          case CLAIMED, RECORDED -> orphan ? "interrupted" : "running";
          case COMMITTED, ABORTED ->
              report.map(r -> r.state().name()).orElse(run.state().name()).toLowerCase(Locale.ROOT);
        };
    return new RunSummary(run, report, state);
  }

  /** From its start to its end; none while it has not ended. */
  public OptionalDouble seconds() {
    return run.finishedAt()
        .map(end -> OptionalDouble.of(Duration.between(run.startedAt(), end).toMillis() / 1000.0))
        .orElse(OptionalDouble.empty());
  }

  /** Why it failed, if it did. */
  public Optional<String> message() {
    return report.flatMap(RunReport::failure).or(run::message);
  }
}
