package io.sluice.aws.dynamo;

import static io.sluice.aws.dynamo.Items.n;

import io.sluice.aws.dynamo.FileItem.Version;
import io.sluice.aws.requests.Batches;
import io.sluice.ledger.Claim;
import io.sluice.ledger.Claim.Kind;
import io.sluice.ledger.FileVersion;
import io.sluice.ledger.RunRecord.State;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/**
 * Which run has which file version. Files are taken some hundred at a time; each such step is a
 * transaction under the condition that the run's lease is held and none of the files' items has
 * changed since it was read.
 */
final class Claims {
  private static final int AT_A_TIME = 98;

  private final DynamoTable table;
  private final RunStates states;
  private final Leases leases;

  Claims(DynamoTable table, RunStates states, Leases leases) {
    this.table = table;
    this.states = states;
    this.leases = leases;
  }

  /** Says why a step of the run was refused, by throwing it, or returns if it may go on. */
  interface Standing {
    RunItem require();
  }

  /**
   * @param write the item as it is to be written, if the run has to write it
   * @param from the dead run that the file is taken from
   */
  private record Decision(
      FileVersion file, Kind kind, String holder, Optional<FileItem> write, Optional<RunItem> from)
      implements Claim.Decision {}

  Claim take(RunItem run, List<FileVersion> candidates, Standing standing) {
    Change held = claiming(run);
    List<Decision> all = new ArrayList<>(candidates.size());
    for (List<FileVersion> some : Batches.of(FileVersion.distinct(candidates), AT_A_TIME)) {
      all.addAll(take(run, some, held, standing));
    }
    return Claim.of(all);
  }

  private List<Decision> take(
      RunItem run, List<FileVersion> files, Change held, Standing standing) {
    for (int attempt = 0; ; attempt++) {
      Pauses.before(attempt, "claim files");
      List<Decision> decisions =
          decide(Optional.of(run.runId()), run.run().dataset(), run.run().table(), files);
      boolean whole = true;
      Set<String> checked = new HashSet<>();
      List<TransactWriteItem> steps = new ArrayList<>(List.of(table.inTransaction(held)));
      for (Decision decision : decisions) {
        if (decision.write().isEmpty()) {
          continue;
        }
        List<TransactWriteItem> its = puts(decision.write().get());
        Optional<RunItem> dead = decision.from().filter(from -> !checked.contains(from.runId()));
        int room = DynamoTable.TRANSACTION_ITEMS - steps.size() - its.size();
        if (room < (dead.isPresent() ? 1 : 0)) {
          whole = false;
          break;
        }
        if (dead.isPresent()) {
          Optional<TransactWriteItem> gone = dead(dead.get());
          if (gone.isEmpty()) {
            whole = false;
            break;
          }
          steps.add(gone.get());
          checked.add(dead.get().runId());
        }
        steps.addAll(its);
      }
      if (steps.size() == 1) {
        if (whole) {
          return decisions;
        }
        continue;
      }
      if (!table.transact(steps)) {
        standing.require();
      } else if (whole) {
        return decisions;
      } else {
        // Progress was made: the rest has its own budget of attempts.
        attempt = 0;
      }
    }
  }

  /** The check that a dead run is still dead and has recorded nothing; empty if it is not so. */
  private Optional<TransactWriteItem> dead(RunItem run) {
    LeaseState lease = run.lease();
    if (!leases.fence(lease)) {
      return Optional.empty();
    }
    long version = lease.holder().isPresent() ? lease.version() + 1 : lease.version();
    return Optional.of(
        table.inTransaction(
            Change.check(
                run.key(),
                "lease_version = :v AND attribute_not_exists(lease_holder) AND run_state ="
                    + " :claimed",
                Map.of(":v", n(version), ":claimed", Items.s(State.CLAIMED.name())))));
  }

  void release(RunItem run, Collection<String> uris, Standing standing) {
    Change held = claiming(run);
    String dataset = run.run().dataset();
    String tableName = run.run().table();
    for (List<String> some : Batches.of(uris.stream().distinct().toList(), AT_A_TIME)) {
      for (int attempt = 0; ; attempt++) {
        Pauses.before(attempt, "give files back");
        List<TransactWriteItem> steps = new ArrayList<>(List.of(table.inTransaction(held)));
        var found = table.find(some.stream().map(u -> Keys.file(dataset, tableName, u)).toList());
        found.forEach(
            (key, item) -> {
              FileItem file = FileItem.of(key, item);
              if (file.claimed().filter(v -> v.runId().equals(run.runId())).isPresent()) {
                steps.addAll(puts(file.released()));
              }
            });
        if (steps.size() == 1 || table.transact(steps)) {
          break;
        }
        standing.require();
      }
    }
  }

  Claim preview(String dataset, String tableName, List<FileVersion> candidates) {
    return Claim.of(decide(Optional.empty(), dataset, tableName, FileVersion.distinct(candidates)));
  }

  private static Change claiming(RunItem run) {
    return LeaseState.held(run.key(), run.lease().version())
        .and("run_state = :claimed", Map.of(":claimed", Items.s(State.CLAIMED.name())));
  }

  private List<TransactWriteItem> puts(FileItem file) {
    List<TransactWriteItem> puts = new ArrayList<>();
    for (Map<String, AttributeValue> item : file.items()) {
      puts.add(
          puts.isEmpty() && file.change() > 0
              ? table.put(item, "change_number = :read", Map.of(":read", n(file.change())))
              : table.put(item, "attribute_not_exists(pk)", Map.of()));
    }
    return puts;
  }

  private List<Decision> decide(
      Optional<String> asking, String dataset, String tableName, List<FileVersion> files) {
    Map<Map<String, AttributeValue>, FileVersion> byKey = new LinkedHashMap<>();
    files.forEach(file -> byKey.put(Keys.file(dataset, tableName, file.uri()), file));
    var found = table.find(byKey.keySet());
    List<FileItem> items =
        byKey.keySet().stream().map(key -> FileItem.of(key, found.get(key))).toList();
    RunStates.Known known =
        states.of(
            items.stream()
                .flatMap(item -> item.claimed().stream())
                .map(Version::runId)
                .distinct()
                .toList());
    Set<Map<String, AttributeValue>> living =
        leases
            .watch()
            .living(
                known.open().values().stream()
                    .filter(run -> run.state() == State.CLAIMED)
                    .filter(run -> !asking.equals(Optional.of(run.runId())))
                    .map(RunItem::lease)
                    .toList());
    List<Decision> decisions = new ArrayList<>();
    for (FileItem item : items) {
      FileVersion file = Objects.requireNonNull(byKey.get(item.key()));
      decisions.add(decide(asking, file, item.resolved(known::of), known, living));
    }
    return decisions;
  }

  private static Decision decide(
      Optional<String> asking,
      FileVersion file,
      FileItem item,
      RunStates.Known known,
      Set<Map<String, AttributeValue>> living) {
    Optional<Version> done = item.done();
    if (done.isPresent() && done.get().identity().equals(file.identity())) {
      return new Decision(file, Kind.DONE, "", Optional.empty(), Optional.empty());
    }
    Kind kind = done.isPresent() ? Kind.CHANGED : Kind.FRESH;
    String taker = asking.orElse("");
    Optional<FileItem> take = Optional.of(item.released().claimedBy(taker, file));
    Optional<Version> held = item.claimed();
    if (held.isEmpty()) {
      return new Decision(file, kind, "", take, Optional.empty());
    }
    String holder = held.get().runId();
    if (holder.equals(taker)) {
      boolean same = held.get().identity().equals(file.identity());
      return new Decision(file, kind, "", same ? Optional.empty() : take, Optional.empty());
    }
    RunItem run = Objects.requireNonNull(known.open().get(holder));
    return run.state() == State.RECORDED || living.contains(run.key())
        ? new Decision(file, Kind.HELD, holder, Optional.empty(), Optional.empty())
        : new Decision(file, kind, "", take, Optional.of(run));
  }
}
