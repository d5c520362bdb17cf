package io.sluice.aws.dynamo;

import static io.sluice.aws.dynamo.Items.s;

import io.sluice.ledger.Claim;
import io.sluice.ledger.FileHistoryEntry;
import io.sluice.ledger.FileVersion;
import io.sluice.ledger.Lease;
import io.sluice.ledger.Ledger;
import io.sluice.ledger.LedgerConflictException;
import io.sluice.ledger.LiveFile;
import io.sluice.ledger.Manifest;
import io.sluice.ledger.Manifest.Kind;
import io.sluice.ledger.RunRecord;
import io.sluice.ledger.RunRecord.State;
import io.sluice.ledger.RunStart;
import io.sluice.spec.lake.LakeLocation;
import io.sluice.spec.report.RunReport;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The ledger of a lake in one DynamoDB table, with manifests and reports as objects.
 *
 * <p>Methods throw {@link LedgerConflictException} when a step does not fit what the ledger
 * contains, {@link LedgerBusyException} when DynamoDB took too long, and the SDK's exceptions when
 * the table cannot be used. Those that ask whether a holder lives may take as long as a lease.
 */
public final class DynamoLedger implements Ledger {
  /** So many commits of a table, and so many manifests to read, between snapshots. */
  private static final int SNAPSHOT_EVERY = 100;

  private final LakeLocation lake;
  private final DynamoTable table;
  private final Leases leases;
  private final Runs runs;
  private final RunSteps steps;
  private final Claims claims;
  private final FileHistory history;
  private final OutputQueries outputs;
  private final LiveTables live;
  private final Documents documents;

  private DynamoLedger(
      DynamoDbClient client,
      String tableName,
      LakeLocation lake,
      ObjectStore objects,
      LeaseTimes times,
      Clock clock,
      int snapshotEvery) {
    this.lake = lake;
    table = new DynamoTable(client, tableName);
    leases = new Leases(table, times, clock);
    runs = new Runs(table, lake);
    RunStates states = new RunStates(runs);
    claims = new Claims(table, states, leases);
    history = new FileHistory(table, runs, states);
    documents = new Documents(objects, lake);
    OutputItems items = new OutputItems(table, states, lake);
    outputs = new OutputQueries(table, runs, items, documents);
    live = new LiveTables(table, runs, documents, snapshotEvery);
    steps = new RunSteps(table, runs, leases, items, documents);
  }

  /**
   * Opens the ledger of a lake, making its table if there is none.
   *
   * @param client stays open when the ledger is closed; {@link io.sluice.aws.AwsClients#dynamo}
   *     tries again what the ledger needs tried again
   * @param objects where manifests and reports lie
   * @throws IllegalArgumentException if the table is no ledger, another lake's, or a newer
   *     version's
   */
  public static DynamoLedger open(
      DynamoDbClient client,
      String tableName,
      LakeLocation lake,
      ObjectStore objects,
      LeaseTimes times) {
    return open(client, tableName, lake, objects, times, Clock.systemUTC(), SNAPSHOT_EVERY);
  }

  static DynamoLedger open(
      DynamoDbClient client,
      String tableName,
      LakeLocation lake,
      ObjectStore objects,
      LeaseTimes times,
      Clock clock,
      int snapshotEvery) {
    if (!TableSchema.require(client, tableName, lake)) {
      TableSchema.create(client, tableName, lake);
    }
    return new DynamoLedger(client, tableName, lake, objects, times, clock, snapshotEvery);
  }

  /** Opens the ledger of a lake if its table is there; as {@link #open} otherwise. */
  public static Optional<DynamoLedger> openExisting(
      DynamoDbClient client,
      String tableName,
      LakeLocation lake,
      ObjectStore objects,
      LeaseTimes times) {
    return TableSchema.require(client, tableName, lake)
        ? Optional.of(
            new DynamoLedger(
                client, tableName, lake, objects, times, Clock.systemUTC(), SNAPSHOT_EVERY))
        : Optional.empty();
  }

  @Override
  public Lease begin(RunStart run) {
    table.putAll(List.of(new Runs.Feed(run.dataset(), run.table()).item()));
    Map<String, AttributeValue> item =
        new HashMap<>(RunItem.begun(run, runs.nextNumber(), lake, leases.first()));
    item.put(Keys.TOKEN, s(UUID.randomUUID().toString()));
    if (!table.putNew(item)) {
      throw LedgerConflictException.runExists(run.runId());
    }
    return leases.began(run.runId());
  }

  @Override
  public Optional<Lease> adopt(String runId) {
    if (runs.find(runId).filter(run -> !run.state().over()).isEmpty()) {
      return Optional.empty();
    }
    Change open =
        Change.check(
            Keys.run(runId),
            "run_state IN (:claimed, :recorded)",
            Map.of(":claimed", s(State.CLAIMED.name()), ":recorded", s(State.RECORDED.name())));
    return leases.take(Lease.Kind.RUN, runId, Optional.of(open));
  }

  @Override
  public Optional<Lease> leaseTable(String tableName) {
    return leases.take(Lease.Kind.TABLE, tableName, Optional.empty());
  }

  @Override
  public void giveBack(Lease lease) {
    leases.giveBack(lease);
  }

  @Override
  public Claim claim(Lease run, List<FileVersion> candidates) {
    return claims.take(
        steps.ours(run, "claim", State.CLAIMED),
        candidates,
        () -> steps.ours(run, "claim", State.CLAIMED));
  }

  @Override
  public void release(Lease run, Collection<String> uris) {
    claims.release(
        steps.ours(run, "release", State.CLAIMED),
        uris,
        () -> steps.ours(run, "release", State.CLAIMED));
  }

  @Override
  public Claim preview(String dataset, String tableName, List<FileVersion> candidates) {
    return claims.preview(dataset, tableName, candidates);
  }

  @Override
  public void record(Lease run, Lease tableLease, Manifest manifest) {
    steps.record(run, tableLease, manifest);
  }

  @Override
  public void commit(Lease run, Lease tableLease, Instant finishedAt) {
    live.committed(tableLease, steps.commit(run, tableLease, finishedAt));
  }

  @Override
  public void abort(Lease run, Instant finishedAt, String message, Optional<RunReport> report) {
    steps.abort(run, finishedAt, message, report);
  }

  @Override
  public void cleaned(String runId) {
    steps.cleaned(runId);
  }

  @Override
  public List<RunRecord> orphans() {
    List<RunItem> open = runs.open();
    Set<Map<String, AttributeValue>> living =
        leases.watch().living(open.stream().map(RunItem::lease).toList());
    List<RunItem> silent = open.stream().filter(run -> !living.contains(run.key())).toList();
    // While they were watched, some may have ended.
    Map<String, RunItem> now = runs.find(silent.stream().map(RunItem::runId).toList());
    return silent.stream()
        .map(run -> now.get(run.runId()))
        .filter(run -> run != null && !run.state().over())
        .map(RunItem::run)
        .toList();
  }

  @Override
  public List<RunRecord> unfinished() {
    return runs.open().stream().map(RunItem::run).toList();
  }

  @Override
  public List<RunRecord> uncleaned(Instant committedBefore) {
    return runs.uncleaned(committedBefore);
  }

  @Override
  public List<RunRecord> runs(Optional<String> dataset, Optional<String> tableName, int limit) {
    return runs.newest(dataset, tableName, limit);
  }

  @Override
  public List<RunRecord> runsByPrefix(String prefix, int limit) {
    return runs.byPrefix(prefix, limit);
  }

  @Override
  public Set<String> living(Collection<String> runIds) {
    List<RunItem> open =
        runs.find(runIds).values().stream().filter(run -> !run.state().over()).toList();
    Set<Map<String, AttributeValue>> living =
        leases.watch().living(open.stream().map(RunItem::lease).toList());
    return open.stream()
        .filter(run -> living.contains(run.key()))
        .map(RunItem::runId)
        .collect(Collectors.toSet());
  }

  @Override
  public List<String> datasets() {
    return runs.feeds().stream().map(Runs.Feed::dataset).distinct().sorted().toList();
  }

  @Override
  public List<String> tables() {
    return runs.feeds().stream().map(Runs.Feed::table).distinct().sorted().toList();
  }

  @Override
  public Optional<RunReport> report(String runId) {
    return runs.find(runId)
        .filter(run -> run.state().over())
        .flatMap(RunItem::report)
        .map(documents::report);
  }

  @Override
  public Optional<Manifest> manifest(String runId) {
    return runs.find(runId).flatMap(outputs::manifest);
  }

  @Override
  public List<LiveFile> liveFiles(String tableName, Kind kind) {
    return live.now(tableName).files(kind);
  }

  @Override
  public List<Manifest.Output> liveOutputs(String tableName, Collection<String> paths) {
    return outputs.all(live.now(tableName).at(Set.copyOf(paths)));
  }

  @Override
  public List<Manifest.Output> outputsOf(
      String dataset, String tableName, Collection<String> sourceUris) {
    return outputs.ofSources(dataset, tableName, sourceUris);
  }

  @Override
  public List<FileHistoryEntry> history(String dataset, String sourceUri) {
    return history.of(dataset, sourceUri);
  }

  /** Gives back all leases; the client stays open. */
  @Override
  public void close() {
    leases.close();
  }
}
