package io.sluice.lambda.outcome;

import io.sluice.aws.arrival.Arrival;
import io.sluice.ingest.report.OutcomeDocument;
import java.util.List;
import java.util.Optional;

/**
 * How a batch ended, and all that a message about it may say.
 *
 * @param execution the ARN of the execution that ends; empty if it is not known
 * @param document what the job wrote
 * @param taken files that were to be ingested
 * @param refused files that were not
 * @param notices what people should know of the files that were taken
 * @param caught what the state machine caught last; empty if nothing
 */
record Ending(
    String dataset,
    String batch,
    String runId,
    String execution,
    End end,
    Optional<OutcomeDocument> document,
    List<Arrival> taken,
    List<Arrival> refused,
    List<String> notices,
    String caught) {

  /** The ways in which a batch ends. */
  enum End {
    COMMITTED("committed"),
    /** By the spec's limits, or because there was nothing that may be ingested. */
    REFUSED("refused"),
    FAILED("failed"),
    /** The spec or the settings are wrong. */
    USAGE("usage");

    private final String text;

    End(String text) {
      this.text = text;
    }

    String text() {
      return text;
    }

    /** What a job says of itself. */
    static End of(OutcomeDocument document) {
      return switch (document.ended().outcome()) {
        case "committed", "nothing_to_do" -> COMMITTED;
        case "refused" -> REFUSED;
        case "usage" -> USAGE;
        default -> FAILED;
      };
    }
  }

  String severity() {
    boolean troubled =
        document
            .filter(d -> d.counts().rejected() > 0 || !d.told().warnings().isEmpty())
            .isPresent();
    boolean clean = refused.isEmpty() && notices.isEmpty() && !troubled;
    return switch (end) {
      case COMMITTED -> clean ? "info" : "warning";
      case REFUSED -> "warning";
      case FAILED, USAGE -> "error";
    };
  }
}
