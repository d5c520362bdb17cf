package io.sluice.aws.dynamo;

import static io.sluice.aws.dynamo.Items.s;

import io.sluice.aws.requests.Batches;
import io.sluice.ledger.LedgerConflictException;
import io.sluice.ledger.Manifest;
import io.sluice.ledger.Manifest.Output;
import io.sluice.ledger.Manifest.SourceRows;
import io.sluice.ledger.RunRecord.State;
import io.sluice.spec.lake.LakeLocation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/**
 * One item for each output's path: which run writes it, and which run replaces it. They are written
 * before the run is recorded, and mean nothing until it is: what a run that is CLAIMED or ABORTED
 * wrote into them is passed over and overwritten. Only a holder of the table's lease writes them.
 */
final class OutputItems {
  private static final int AT_A_TIME = DynamoTable.TRANSACTION_ITEMS - 2;

  private final DynamoTable table;
  private final RunStates states;
  private final LakeLocation lake;

  OutputItems(DynamoTable table, RunStates states, LakeLocation lake) {
    this.table = table;
    this.states = states;
    this.lake = lake;
  }

  /** An output's item. */
  private record Present(String runId, String tableName, Optional<String> remover) {
    static Present of(Map<String, AttributeValue> item) {
      return new Present(
          Items.text(item, "output_run"),
          Items.text(item, "output_table"),
          Items.findText(item, "remover"));
    }
  }

  private record Read(Map<String, Present> byPath, RunStates.Known runs) {
    Optional<Present> find(String path) {
      return Optional.ofNullable(byPath.get(path));
    }

    /** The run that replaces an output, or did. */
    Optional<String> remover(Present output) {
      return output.remover().filter(run -> counts(runs.of(run)));
    }

    boolean counts(Present output) {
      return counts(runs.of(output.runId()));
    }

    private static boolean counts(State state) {
      return state == State.RECORDED || state == State.COMMITTED;
    }
  }

  /**
   * Notes what the run writes and replaces.
   *
   * @param conditions that the leases of run and table are held
   * @return false if one of the conditions is not met
   * @throws LedgerConflictException if a path to be removed is not the run's to remove, or one to
   *     be written is another run's
   */
  boolean note(RunItem run, Manifest manifest, List<Change> conditions) {
    Read read = read(manifest);
    List<TransactWriteItem> puts = new ArrayList<>();
    Set<String> removed = new HashSet<>();
    for (String path : manifest.removed()) {
      if (!removed.add(path)) {
        throw new IllegalArgumentException("The manifest removes " + path + " twice");
      }
      puts.add(removal(run, path, read));
    }
    Set<String> written = new HashSet<>();
    for (Output output : manifest.outputs()) {
      if (!written.add(output.path())) {
        throw new IllegalArgumentException("The manifest has " + output.path() + " twice");
      }
      puts.add(output(run, output.path(), read));
    }
    List<TransactWriteItem> checks = conditions.stream().map(table::inTransaction).toList();
    for (List<TransactWriteItem> some : Batches.of(puts, AT_A_TIME)) {
      List<TransactWriteItem> steps = new ArrayList<>(checks);
      steps.addAll(some);
      if (!table.transact(steps)) {
        return false;
      }
    }
    table.putAll(sources(run, manifest));
    return true;
  }

  /** For each source file, that this run's outputs contain rows of it. */
  private static List<Map<String, AttributeValue>> sources(RunItem run, Manifest manifest) {
    return manifest.outputs().stream()
        .flatMap(
            output ->
                output.sources().stream()
                    .map(SourceRows::uri)
                    .map(
                        uri ->
                            Keys.source(
                                output.dataset().isEmpty() ? run.run().dataset() : output.dataset(),
                                run.run().table(),
                                uri,
                                run.runId())))
        .distinct()
        .toList();
  }

  private TransactWriteItem removal(RunItem run, String path, Read read) {
    Present present =
        read.find(path)
            .filter(o -> read.runs().of(o.runId()) == State.COMMITTED)
            .filter(o -> o.tableName().equals(run.run().table()))
            .filter(
                o -> read.remover(o).filter(r -> read.runs().of(r) == State.COMMITTED).isEmpty())
            .orElseThrow(
                () -> LedgerConflictException.notLive(run.runId(), path, run.run().table()));
    Optional<String> other = read.remover(present);
    if (other.isPresent()) {
      throw LedgerConflictException.replacedBy(run.runId(), path, other.get());
    }
    return put(path, new Present(present.runId(), present.tableName(), Optional.of(run.runId())));
  }

  private TransactWriteItem output(RunItem run, String path, Read read) {
    Optional<Present> other =
        read.find(path)
            .filter(read::counts)
            .filter(
                o -> read.remover(o).filter(r -> read.runs().of(r) == State.COMMITTED).isEmpty());
    if (other.isPresent()) {
      throw LedgerConflictException.pathOf(run.runId(), path, other.get().runId());
    }
    return put(path, new Present(run.runId(), run.run().table(), Optional.empty()));
  }

  /**
   * The table's lease is a condition of the transaction, so nobody else of this table writes the
   * item; the condition here is for a path that two tables share.
   */
  private TransactWriteItem put(String path, Present output) {
    Map<String, AttributeValue> item = new HashMap<>(Keys.output(lake.stored(path)));
    item.put("output_run", s(output.runId()));
    item.put("output_table", s(output.tableName()));
    output.remover().ifPresent(run -> item.put("remover", s(run)));
    return table.put(
        item,
        "attribute_not_exists(pk) OR output_table = :table",
        Map.of(":table", s(output.tableName())));
  }

  private Read read(Manifest manifest) {
    Map<Map<String, AttributeValue>, String> paths = new HashMap<>();
    Stream.concat(manifest.removed().stream(), manifest.outputs().stream().map(Output::path))
        .forEach(path -> paths.put(Keys.output(lake.stored(path)), path));
    Map<String, Present> byPath = new HashMap<>();
    table.find(paths.keySet()).forEach((key, item) -> byPath.put(paths.get(key), Present.of(item)));
    List<String> runs =
        byPath.values().stream()
            .flatMap(o -> Stream.concat(Stream.of(o.runId()), o.remover().stream()))
            .distinct()
            .toList();
    return new Read(byPath, states.of(runs));
  }

  /** Those of some outputs, written by committed runs, that no committed run has replaced. */
  List<Owned> live(List<Owned> outputs) {
    Map<Map<String, AttributeValue>, Present> items = new HashMap<>();
    table
        .find(outputs.stream().map(o -> Keys.output(lake.stored(o.output().path()))).toList())
        .forEach((key, item) -> items.put(key, Present.of(item)));
    RunStates.Known runs =
        states.of(items.values().stream().flatMap(o -> o.remover().stream()).distinct().toList());
    return outputs.stream()
        .filter(
            o -> {
              Present item = items.get(Keys.output(lake.stored(o.output().path())));
              return item != null
                  && item.runId().equals(o.runId())
                  && item.remover().filter(r -> runs.of(r) == State.COMMITTED).isEmpty();
            })
        .toList();
  }

  /** An output of a run. */
  record Owned(String runId, Output output) {}
}
