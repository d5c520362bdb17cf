package io.sluice.formats.inspect;

import io.sluice.formats.format.Findings;
import io.sluice.formats.format.LaidOut.Accepted;
import io.sluice.formats.inspect.Inspection.Basis;
import io.sluice.formats.inspect.Inspection.Status;
import io.sluice.formats.source.ObjectSource;
import java.util.Optional;

/** The ways in which the inspection of a file can end. */
record Outcomes(ObjectSource source, Findings findings) {
  /**
   * @param encodingRunnerUp the next best encoding; empty if there is none
   */
  Inspection readable(
      Accepted found, String summary, double encodingConfidence, String encodingRunnerUp) {
    Optional<String> encoding =
        Optional.of(encodingRunnerUp)
            .filter(other -> !other.isEmpty())
            .map(other -> "the same in " + other);
    return new Inspection(
        source.uri(),
        source.size(),
        Status.READABLE,
        found.layout().format(),
        summary,
        Optional.of(found.layout()),
        basis(),
        found.confidence() * encodingConfidence,
        found.runnerUp().or(() -> encoding),
        "");
  }

  Inspection empty(String what) {
    findings.evidence(what);
    return without(Status.EMPTY, "empty", what, "There is nothing to read", 1.0);
  }

  Inspection refused(String name, String what, String remedy) {
    return without(Status.REFUSED, name, "it is " + what, remedy, 0.95);
  }

  /** What it is could not be found out. */
  Inspection broken(String name, String what, String remedy) {
    return without(Status.REFUSED, name, what, remedy, 0.95);
  }

  private Inspection without(
      Status status, String name, String summary, String remedy, double confidence) {
    return new Inspection(
        source.uri(),
        source.size(),
        status,
        name,
        summary,
        Optional.empty(),
        basis(),
        confidence,
        Optional.empty(),
        remedy);
  }

  private Basis basis() {
    return new Basis(
        findings.evidence(), findings.settings(), findings.conflicts(), findings.notes());
  }
}
