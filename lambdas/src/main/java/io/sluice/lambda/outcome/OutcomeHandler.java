package io.sluice.lambda.outcome;

import io.sluice.aws.arrival.Arrival;
import io.sluice.aws.arrival.Batch;
import io.sluice.aws.lake.AwsLedgerFactory;
import io.sluice.ingest.failure.ExitCode;
import io.sluice.ingest.report.OutcomeDocument;
import io.sluice.lambda.host.Environment;
import io.sluice.lambda.host.FlowLake;
import io.sluice.lambda.host.JsonHandler;
import io.sluice.lambda.host.Log;
import io.sluice.lambda.lists.BatchPlace;
import io.sluice.lambda.outcome.Ending.End;
import io.sluice.lambda.type.FileType;
import io.sluice.lambda.type.TypeList;
import io.sluice.ledger.Ledger;
import io.sluice.ledger.RunRecord;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finds out how a batch ended, says it in words for people, and marks the batch over. What the job
 * wrote says it; if the job did not come so far, the ledger does.
 */
public final class OutcomeHandler extends JsonHandler<OutcomeRequest, OutcomeAnswer> {
  private final FlowLake lake;
  private final Clock clock;

  /** For Lambda. */
  public OutcomeHandler() {
    this(Environment.ofProcess(), Clock.systemUTC());
  }

  OutcomeHandler(Environment environment, Clock clock) {
    super(OutcomeRequest.class);
    this.lake = new FlowLake(environment);
    this.clock = clock;
  }

  @Override
  protected Log about(OutcomeRequest given, Log log) {
    return log.with("dataset", given.dataset())
        .with("batch", given.batch())
        .with("run_id", given.runId())
        .with("execution", given.execution());
  }

  @Override
  protected OutcomeAnswer answer(OutcomeRequest given, Log log) throws IOException {
    OutcomeAnswer answer = found(given);
    if (given.last()) {
      over(given, answer.outcome());
    }
    about(given, log).info("the batch ended: " + answer.outcome());
    return answer;
  }

  /** How a batch ended, without writing it down. */
  OutcomeAnswer found(OutcomeRequest given) throws IOException {
    Ending ending = ending(given);
    return new OutcomeAnswer(
        given.dataset(),
        given.batch(),
        given.runId(),
        ending.end().text(),
        ending.severity(),
        Letter.subject(ending),
        Letter.text(ending, lake.location().root()),
        !given.last() && ending.end() == End.FAILED);
  }

  /** Writes down that a batch is over. */
  void over(OutcomeRequest given, String outcome) {
    lake.inbox().over(given.dataset(), Batch.number(given.batch()), outcome, clock.instant());
  }

  private Ending ending(OutcomeRequest given) throws IOException {
    Optional<OutcomeDocument> document = document(given);
    End end = document.map(End::of).orElse(given.allRefused() ? End.REFUSED : End.FAILED);
    List<Arrival> arrivals = arrivals(given);
    return new Ending(
        given.dataset(),
        given.batch(),
        given.runId(),
        given.execution(),
        end,
        document,
        arrivals.stream().filter(arrival -> !arrival.refused()).toList(),
        arrivals.stream().filter(Arrival::refused).toList(),
        notices(given),
        given.caught());
  }

  /** What the job says, or what the ledger knows better. */
  private Optional<OutcomeDocument> document(OutcomeRequest given) throws IOException {
    if (given.allRefused() || given.runId().isEmpty()) {
      return Optional.empty();
    }
    Optional<OutcomeDocument> written =
        given.outcome().isEmpty()
            ? Optional.empty()
            : lake.find(given.outcome())
                .map(json -> new String(json, StandardCharsets.UTF_8))
                .map(OutcomeDocument::parse);
    boolean sure = written.filter(document -> End.of(document) != End.FAILED).isPresent();
    return sure ? written : committed(given.runId()).or(() -> written);
  }

  /** A run that was committed, and died before it said so. */
  private Optional<OutcomeDocument> committed(String runId) {
    try (Ledger ledger = new AwsLedgerFactory().open(lake.location())) {
      return ledger.runsByPrefix(runId, 100).stream()
          .filter(run -> run.runId().equals(runId) || run.runId().startsWith(runId + "-"))
          .filter(run -> run.state() == RunRecord.State.COMMITTED)
          .findFirst()
          .flatMap(run -> ledger.report(run.runId()))
          .map(
              report ->
                  OutcomeDocument.of(
                      report, ExitCode.DONE, lake.location().report(report.run().runId())));
    }
  }

  private List<Arrival> arrivals(OutcomeRequest given) {
    return lake.inbox()
        .batch(given.dataset(), Batch.number(given.batch()))
        .filter(batch -> batch.sealed().isPresent())
        .map(batch -> lake.inbox().arrivals(batch))
        .orElse(List.of());
  }

  private List<String> notices(OutcomeRequest given) throws IOException {
    if (given.plan() == null || given.plan().types() == null) {
      return List.of();
    }
    return BatchPlace.read(lake, given.plan().types(), TypeList.class).files().stream()
        .filter(file -> file.refusal().isEmpty())
        .flatMap(OutcomeHandler::notices)
        .toList();
  }

  private static Stream<String> notices(FileType file) {
    return file.notices().stream().map(notice -> file.uri() + ": " + notice);
  }
}
