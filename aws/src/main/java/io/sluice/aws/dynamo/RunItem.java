package io.sluice.aws.dynamo;

import static io.sluice.aws.dynamo.Items.n;
import static io.sluice.aws.dynamo.Items.s;

import io.sluice.ledger.RunRecord;
import io.sluice.ledger.RunRecord.Figures;
import io.sluice.ledger.RunRecord.State;
import io.sluice.ledger.RunStart;
import io.sluice.spec.lake.LakeLocation;
import io.sluice.spec.report.RunReport.Counts;
import io.sluice.spec.report.RunReport.RunState;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * A run's item.
 *
 * @param number the order in which runs began
 * @param commitNumber the order in which runs of its table were committed, if it was
 * @param removes how many outputs it replaces, once it is recorded
 * @param manifest where its manifest lies, if it has one
 * @param report where its report lies, if it has one
 */
record RunItem(
    RunRecord run,
    long number,
    Optional<Long> commitNumber,
    long removes,
    Optional<ObjectPointer> manifest,
    Optional<ObjectPointer> report,
    Optional<String> token,
    LeaseState lease) {

  String runId() {
    return run.runId();
  }

  State state() {
    return run.state();
  }

  Map<String, AttributeValue> key() {
    return Keys.run(run.runId());
  }

  static RunItem of(Map<String, AttributeValue> item, LakeLocation lake) {
    State state = State.valueOf(Items.text(item, Keys.RUN_STATE));
    String runId = Items.text(item, Keys.RUN_ID);
    return new RunItem(
        new RunRecord(
            runId,
            Items.text(item, Keys.DATASET),
            Items.text(item, Keys.TABLE),
            lake.resolved(Items.text(item, "run_location")),
            state,
            Instant.parse(Items.text(item, "started_at")),
            Items.findText(item, "finished_at").map(Instant::parse),
            Items.findText(item, "run_message"),
            // A recorded run's figures are there already, but are not yet so.
            state.over() ? figures(item) : Optional.empty()),
        Items.number(item, Keys.RUN_NUMBER),
        Items.findNumber(item, "commit_number"),
        Items.findNumber(item, "removes").orElse(0L),
        ObjectPointer.of(item, "manifest"),
        ObjectPointer.of(item, "report"),
        Items.findText(item, Keys.TOKEN),
        LeaseState.of(Keys.run(runId), Optional.of(item)));
  }

  static Map<String, AttributeValue> begun(
      RunStart run, long number, LakeLocation lake, Map<String, AttributeValue> lease) {
    Map<String, AttributeValue> item = new HashMap<>(lease);
    item.putAll(Keys.run(run.runId()));
    item.put(Keys.ALL_RUNS, s("RUN"));
    item.put(Keys.RUN_ID, s(run.runId()));
    item.put(Keys.RUN_NUMBER, n(number));
    item.put(Keys.DATASET, s(run.dataset()));
    item.put(Keys.TABLE, s(run.table()));
    item.put("run_location", s(lake.stored(run.location())));
    item.put(Keys.RUN_STATE, s(State.CLAIMED.name()));
    item.put("started_at", s(run.startedAt().toString()));
    item.put(Keys.PENDING_WORK, s(Keys.OPEN));
    item.put(Keys.PENDING_ORDER, n(number));
    return item;
  }

  static AttributeValue figures(Figures figures) {
    Counts totals = figures.totals();
    return AttributeValue.fromM(
        Map.of(
            "outcome", s(figures.outcome().name()),
            "files", n(figures.files()),
            "read", n(totals.read()),
            "written", n(totals.written()),
            "rejected", n(totals.rejected()),
            "filtered", n(totals.filtered()),
            "deduplicated", n(totals.deduplicated()),
            "bytes", n(totals.bytes())));
  }

  private static Optional<Figures> figures(Map<String, AttributeValue> item) {
    return Optional.ofNullable(item.get("figures"))
        .map(AttributeValue::m)
        .map(
            f ->
                new Figures(
                    RunState.valueOf(Items.text(f, "outcome")),
                    Items.number(f, "files"),
                    new Counts(
                        Items.number(f, "read"),
                        Items.number(f, "written"),
                        Items.number(f, "rejected"),
                        Items.number(f, "filtered"),
                        Items.number(f, "deduplicated"),
                        Items.number(f, "bytes"))));
  }
}
