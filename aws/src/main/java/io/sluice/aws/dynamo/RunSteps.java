package io.sluice.aws.dynamo;

import static io.sluice.aws.dynamo.Items.n;
import static io.sluice.aws.dynamo.Items.s;

import io.sluice.ledger.Lease;
import io.sluice.ledger.LedgerConflictException;
import io.sluice.ledger.Manifest;
import io.sluice.ledger.RunRecord.Figures;
import io.sluice.ledger.RunRecord.State;
import io.sluice.spec.report.RunReport;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/**
 * The steps from one state of a run to the next. Each ends with one write of the run's item, under
 * the condition that the run's lease, and the table's where it is needed, is still held; whatever
 * else it wrote before counts from that write on.
 */
final class RunSteps {
  private final DynamoTable table;
  private final Runs runs;
  private final Leases leases;
  private final OutputItems outputs;
  private final Documents documents;

  RunSteps(DynamoTable table, Runs runs, Leases leases, OutputItems outputs, Documents documents) {
    this.table = table;
    this.runs = runs;
    this.leases = leases;
    this.outputs = outputs;
    this.documents = documents;
  }

  void record(Lease lease, Lease tableLease, Manifest manifest) {
    RunItem run = ours(lease, "record", State.CLAIMED);
    var unused = requireTable(tableLease, run);
    Change tableHeld = LeaseState.held(Keys.tableLease(tableLease.name()), tableLease.version());
    Change claimed = in(State.CLAIMED, LeaseState.held(run.key(), lease.version()));
    if (!outputs.note(run, manifest, List.of(claimed, tableHeld))) {
      throw refused(lease, Optional.of(tableLease), "record", State.CLAIMED);
    }
    String token = UUID.randomUUID().toString();
    Map<String, AttributeValue> values = new HashMap<>(claimed.values());
    values.put(":token", s(token));
    values.put(":recorded", s(State.RECORDED.name()));
    values.put(":manifest", documents.putOutputs(run.runId(), manifest).attribute());
    values.put(":report", documents.putReport(run.runId(), manifest.report()).attribute());
    values.put(":figures", RunItem.figures(Figures.of(manifest.report())));
    values.put(":removes", n(manifest.removed().size()));
    Change record =
        new Change(
            run.key(),
            "SET run_state = :recorded, manifest = :manifest, report = :report, figures ="
                + " :figures, removes = :removes, write_token = :token",
            claimed.condition(),
            values);
    List<TransactWriteItem> step =
        List.of(table.inTransaction(record), table.inTransaction(tableHeld));
    if (!table.transact(step) && !wrote(run, token)) {
      throw refused(lease, Optional.of(tableLease), "record", State.CLAIMED);
    }
  }

  /**
   * @return how many commits the table has with it
   */
  long commit(Lease lease, Lease tableLease, Instant finishedAt) {
    RunItem run = ours(lease, "commit", State.RECORDED);
    Map<String, AttributeValue> tableItem = requireTable(tableLease, run);
    long number = Items.findNumber(tableItem, "commits").orElse(0L) + 1;
    String token = UUID.randomUUID().toString();
    Change recorded = in(State.RECORDED, LeaseState.held(run.key(), lease.version()));
    Map<String, AttributeValue> values = new HashMap<>(recorded.values());
    values.put(":token", s(token));
    values.put(":committed", s(State.COMMITTED.name()));
    values.put(":finished", s(finishedAt.toString()));
    values.put(":number", n(number));
    String update =
        "SET run_state = :committed, finished_at = :finished, commit_number = :number, write_token"
            + " = :token";
    if (run.removes() > 0) {
      values.put(":uncleaned", s(Keys.UNCLEANED));
      values.put(":at", Runs.sortable(finishedAt));
      update += ", pending_work = :uncleaned, pending_order = :at REMOVE lease_holder";
    } else {
      update += " REMOVE lease_holder, pending_work, pending_order";
    }
    Change commit = new Change(run.key(), update, recorded.condition(), values);
    Change counted = counted(tableLease, number);
    List<TransactWriteItem> step =
        List.of(
            table.inTransaction(commit),
            table.inTransaction(counted),
            table.put(Runs.commitItem(run, number), "attribute_not_exists(pk)", Map.of()));
    if (!table.transact(step) && !wrote(run, token)) {
      throw refused(lease, Optional.of(tableLease), "commit", State.RECORDED);
    }
    leases.ended(lease);
    return number;
  }

  /** The table has one commit more, under its lease. */
  private static Change counted(Lease tableLease, long number) {
    Change held = LeaseState.held(Keys.tableLease(tableLease.name()), tableLease.version());
    Change before =
        number == 1
            ? held.and("attribute_not_exists(commits)", Map.of())
            : held.and("commits = :before", Map.of(":before", n(number - 1)));
    Map<String, AttributeValue> values = new HashMap<>(before.values());
    values.put(":commits", n(number));
    return new Change(before.key(), "SET commits = :commits", before.condition(), values);
  }

  void abort(Lease lease, Instant finishedAt, String message, Optional<RunReport> report) {
    RunItem run = ours(lease, "abort", State.CLAIMED, State.RECORDED);
    String token = UUID.randomUUID().toString();
    Change held = in(run.state(), LeaseState.held(run.key(), lease.version()));
    Map<String, AttributeValue> values = new HashMap<>(held.values());
    values.put(":token", s(token));
    values.put(":aborted", s(State.ABORTED.name()));
    values.put(":finished", s(finishedAt.toString()));
    values.put(":message", s(message));
    String set =
        "SET run_state = :aborted, finished_at = :finished, run_message = :message, write_token ="
            + " :token";
    String remove = " REMOVE lease_holder, pending_work, pending_order, manifest, removes";
    if (report.isPresent()) {
      values.put(":report", documents.putReport(run.runId(), report.get()).attribute());
      values.put(":figures", RunItem.figures(Figures.of(report.get())));
      set += ", report = :report, figures = :figures";
    } else {
      remove += ", report, figures";
    }
    if (!table.change(new Change(run.key(), set + remove, held.condition(), values))) {
      throw refused(lease, Optional.empty(), "abort", State.CLAIMED, State.RECORDED);
    }
    leases.ended(lease);
    // A crash before this leaves objects that nothing points to.
    run.manifest().ifPresent(documents::delete);
    run.report().ifPresent(documents::delete);
  }

  void cleaned(String runId) {
    RunItem run = inState(find(runId), "be cleaned", State.COMMITTED);
    Change committed =
        Change.check(
            run.key(), "run_state = :committed", Map.of(":committed", s(State.COMMITTED.name())));
    var unused =
        table.change(
            new Change(
                run.key(),
                "REMOVE pending_work, pending_order",
                committed.condition(),
                committed.values()));
  }

  /** The run in a state that the step needs, under a lease that this ledger holds. */
  RunItem ours(Lease lease, String step, State first, State... rest) {
    lease.requireRun();
    RunItem run = find(lease.name());
    // Whoever ended the run itself is told so, not that its lease is gone.
    if (!(run.state().over() && run.lease().version() == lease.version())) {
      leases.require(lease, run.lease());
    }
    return inState(run, step, first, rest);
  }

  /** The table's item, whose lease this ledger holds. */
  private Map<String, AttributeValue> requireTable(Lease lease, RunItem run) {
    lease.requireTable(run.run().table());
    Map<String, AttributeValue> key = Keys.tableLease(lease.name());
    Optional<Map<String, AttributeValue>> item = table.find(key);
    leases.require(lease, LeaseState.of(key, item));
    return item.orElseThrow();
  }

  /** Why a condition failed: throws it, or returns an exception that says only that one did. */
  private LedgerConflictException refused(
      Lease lease, Optional<Lease> tableLease, String step, State first, State... rest) {
    RunItem run = ours(lease, step, first, rest);
    if (tableLease.isPresent()) {
      var unused = requireTable(tableLease.get(), run);
    }
    return new LedgerConflictException(
        "Run "
            + lease.name()
            + " could not "
            + step
            + ": the ledger changed while it did. Nothing was changed; run again");
  }

  /** Whether a write that was answered with a failed condition had succeeded before. */
  private boolean wrote(RunItem run, String token) {
    return runs.find(run.runId()).flatMap(RunItem::token).filter(token::equals).isPresent();
  }

  private static Change in(State state, Change held) {
    return held.and("run_state = :expected", Map.of(":expected", s(state.name())));
  }

  private RunItem find(String runId) {
    return runs.find(runId).orElseThrow(() -> LedgerConflictException.noSuchRun(runId));
  }

  private static RunItem inState(RunItem run, String step, State first, State... rest) {
    run.run().require(step, first, rest);
    return run;
  }
}
