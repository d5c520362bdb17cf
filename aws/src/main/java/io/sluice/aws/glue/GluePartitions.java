package io.sluice.aws.glue;

import io.sluice.aws.requests.Backoff;
import io.sluice.aws.requests.Batches;
import io.sluice.catalog.Partition;
import io.sluice.catalog.Table;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.glue.model.BatchGetPartitionResponse;
import software.amazon.awssdk.services.glue.model.EntityNotFoundException;
import software.amazon.awssdk.services.glue.model.PartitionInput;
import software.amazon.awssdk.services.glue.model.PartitionValueList;

/** A table's partitions in Glue: what is there is asked first, and only differences are sent. */
final class GluePartitions {
  private static final int GET = 1_000;

  private final GlueClient client;
  private final Backoff backoff;
  private final PartitionBatches batches;

  GluePartitions(GlueClient client, Backoff backoff) {
    this.client = client;
    this.backoff = backoff;
    this.batches = new PartitionBatches(client);
  }

  /** Of several with the same values the last counts. */
  void put(Table table, List<Partition> partitions) {
    Map<List<String>, Partition> pending = new LinkedHashMap<>();
    partitions.forEach(one -> pending.put(PartitionInputs.written(one.values()), one));
    repeat(
        table,
        pending.keySet(),
        rest -> {
          Map<List<String>, software.amazon.awssdk.services.glue.model.Partition> there =
              get(table, rest);
          List<PartitionInput> created = new ArrayList<>();
          List<PartitionInput> updated = new ArrayList<>();
          for (List<String> values : rest) {
            Partition ours = pending.get(values);
            if (there.containsKey(values)) {
              PartitionInput theirs = PartitionInputs.of(there.get(values));
              PartitionInput wanted = PartitionInputs.change(theirs, table, ours);
              if (!wanted.equals(theirs)) {
                updated.add(wanted);
              }
            } else {
              created.add(PartitionInputs.create(table, ours));
            }
          }
          ItemErrors errors = new ItemErrors();
          batches.create(table, created, errors);
          batches.update(table, updated, errors);
          return errors;
        });
  }

  /** Those that there are not are passed over. */
  void remove(Table table, List<List<String>> values) {
    List<List<String>> written = values.stream().map(PartitionInputs::written).toList();
    repeat(
        table,
        new LinkedHashSet<>(written),
        rest -> {
          ItemErrors errors = new ItemErrors();
          batches.delete(table, List.copyOf(rest), errors);
          return errors;
        });
  }

  void removeAll(Table table) {
    remove(table, all(table).stream().map(Partition::values).toList());
  }

  /** By their values, null first. */
  List<Partition> list(Table table) {
    List<Partition> found = all(table);
    found.sort(Partition.BY_VALUES);
    return found;
  }

  private List<Partition> all(Table table) {
    List<Partition> found = new ArrayList<>();
    each(table, false, one -> found.add(PartitionInputs.read(one)));
    return found;
  }

  /** What others changed of partitions, in words, by their values; only of those changed. */
  Map<List<String>, List<String>> alterations(Table table) {
    Map<List<String>, List<String>> altered = new HashMap<>();
    each(
        table,
        true,
        one -> {
          List<String> told = Alterations.of(one, table);
          if (!told.isEmpty()) {
            altered.put(PartitionInputs.read(one).values(), told);
          }
        });
    return altered;
  }

  private void each(
      Table table,
      boolean withColumns,
      Consumer<software.amazon.awssdk.services.glue.model.Partition> consumer) {
    call(
        "GetPartitions",
        table,
        () -> {
          client
              .getPartitionsPaginator(
                  b ->
                      b.databaseName(table.database())
                          .tableName(table.name())
                          .excludeColumnSchema(!withColumns))
              .forEach(page -> page.partitions().forEach(consumer));
          return true;
        });
  }

  private Map<List<String>, software.amazon.awssdk.services.glue.model.Partition> get(
      Table table, Collection<List<String>> values) {
    Map<List<String>, software.amazon.awssdk.services.glue.model.Partition> found = new HashMap<>();
    List<PartitionValueList> wanted = PartitionBatches.lists(values);
    for (int attempt = 1; !wanted.isEmpty(); attempt++) {
      if (attempt > backoff.attempts()) {
        throw new GlueCatalogException(
            "The Glue Data Catalog leaves "
                + wanted.size()
                + " partitions of table "
                + table.qualifiedName()
                + " unread, after "
                + backoff.attempts()
                + " attempts. Run again");
      }
      if (attempt > 1) {
        GlueCalls.await(backoff, attempt);
      }
      List<PartitionValueList> unread = new ArrayList<>();
      for (List<PartitionValueList> batch : Batches.of(wanted, GET)) {
        BatchGetPartitionResponse answer =
            call(
                "BatchGetPartition",
                table,
                () ->
                    client.batchGetPartition(
                        b ->
                            b.databaseName(table.database())
                                .tableName(table.name())
                                .partitionsToGet(batch)));
        answer.partitions().forEach(one -> found.put(one.values(), one));
        unread.addAll(answer.unprocessedKeys());
      }
      wanted = unread;
    }
    return found;
  }

  /** Does something to partitions, and returns which of them failed. */
  private interface Round {
    ItemErrors run(Collection<List<String>> partitions);
  }

  private void repeat(Table table, Collection<List<String>> partitions, Round round) {
    Collection<List<String>> rest = new ArrayList<>(partitions);
    for (int attempt = 1; !rest.isEmpty(); attempt++) {
      if (attempt > 1) {
        GlueCalls.await(backoff, attempt);
      }
      ItemErrors errors = round.run(rest);
      if (errors.anyFinal() || (!errors.isEmpty() && attempt >= backoff.attempts())) {
        throw errors.failure(table, partitions.size());
      }
      rest = errors.partitions();
    }
  }

  static <T> T call(String action, Table table, Supplier<T> call) {
    try {
      return GlueCalls.call(action, "partitions of table " + table.qualifiedName(), call);
    } catch (EntityNotFoundException e) {
      throw GlueCatalog.noSuchTable(table);
    }
  }
}
