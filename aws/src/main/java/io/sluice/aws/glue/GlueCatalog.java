package io.sluice.aws.glue;

import io.sluice.aws.requests.Backoff;
import io.sluice.catalog.Catalog;
import io.sluice.catalog.FoundTables;
import io.sluice.catalog.NoSuchTableException;
import io.sluice.catalog.Partition;
import io.sluice.catalog.Table;
import io.sluice.catalog.TableNames;
import io.sluice.spec.lake.LakeLocation;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.glue.model.AlreadyExistsException;
import software.amazon.awssdk.services.glue.model.ConcurrentModificationException;
import software.amazon.awssdk.services.glue.model.EntityNotFoundException;
import software.amazon.awssdk.services.glue.model.OperationTimeoutException;
import software.amazon.awssdk.services.glue.model.TableInput;
import software.amazon.awssdk.services.glue.model.VersionMismatchException;

/**
 * The catalog of a lake on S3: its tables in the Glue Data Catalog of the account. What is written
 * there, and what others may change, is in docs/catalog.md.
 *
 * <p>Partitions are not written in one step: a failure can leave some of them done. The same call
 * again completes it. Methods throw {@link GlueCatalogException} when Glue cannot be used.
 */
public final class GlueCatalog implements Catalog {
  private final GlueClient client;
  private final LakeLocation lake;
  private final Backoff backoff;
  private final GluePartitions partitions;

  /**
   * The catalog of a lake.
   *
   * @param client stays open when the catalog is closed
   */
  public static GlueCatalog of(GlueClient client, LakeLocation lake) {
    return new GlueCatalog(client, lake, GlueCalls.STANDARD);
  }

  GlueCatalog(GlueClient client, LakeLocation lake, Backoff backoff) {
    this.client = client;
    this.lake = lake;
    this.backoff = backoff;
    this.partitions = new GluePartitions(client, backoff);
  }

  @Override
  public Optional<Table> table(String database, String name) {
    return find(database, name).map(StoredTable::table);
  }

  @Override
  public List<Table> tables() {
    return findAll().tables();
  }

  /** Looks through all databases of the account that the caller may look into. */
  @Override
  public FoundTables findAll() {
    return lookup().all();
  }

  @Override
  public FoundTables find(Collection<String> names) {
    return lookup().named(names);
  }

  private GlueLookup lookup() {
    return new GlueLookup(client, lake);
  }

  @Override
  public Table put(Table table) {
    TableNames.check(table);
    String change = UUID.randomUUID().toString();
    for (int attempt = 1; ; attempt++) {
      Optional<StoredTable> before = find(table.database(), table.name());
      if (before.isPresent() && before.get().change().equals(change)) {
        // An earlier attempt was done, and only its answer was lost.
        return before.get().table();
      }
      long version = before.map(stored -> stored.table().version()).orElse(0L);
      if (version != table.version()) {
        throw ConcurrentTableChangeException.of(table, version);
      }
      try {
        return before.isPresent() ? change(before.get(), table, change) : create(table, change);
      } catch (ConcurrentModificationException
          | VersionMismatchException
          | AlreadyExistsException
          | EntityNotFoundException
          | OperationTimeoutException e) {
        awaitNext(attempt, table, e);
      }
    }
  }

  @Override
  public List<String> alterations(Table table) {
    return find(table.database(), table.name())
        .map(stored -> Alterations.of(stored, lake))
        .orElseThrow(() -> noSuchTable(table));
  }

  @Override
  public Map<List<String>, List<String>> partitionAlterations(Table table) {
    return partitions.alterations(table);
  }

  private void awaitNext(int attempt, Table table, AwsServiceException e) {
    if (backoff.isLast(attempt)) {
      throw new GlueCatalogException(
          "Table "
              + table.qualifiedName()
              + " in the Glue Data Catalog is being changed by others all the time: "
              + attempt
              + " attempts failed, the last with "
              + e.getMessage()
              + ". Run again",
          e);
    }
    GlueCalls.await(backoff, attempt + 1);
  }

  private Table create(Table table, String change) {
    TableInput input = TableInputs.create(table, lake, change);
    try {
      create(table, input);
    } catch (EntityNotFoundException noDatabase) {
      createDatabase(table.database());
      create(table, input);
    }
    return table.withVersion(table.version() + 1);
  }

  private void create(Table table, TableInput input) {
    GlueCalls.call(
        "CreateTable",
        "table " + table.qualifiedName(),
        () -> client.createTable(b -> b.databaseName(table.database()).tableInput(input)));
  }

  private void createDatabase(String name) {
    try {
      GlueCalls.call(
          "CreateDatabase",
          "database " + name,
          () -> client.createDatabase(b -> b.databaseInput(d -> d.name(name))));
    } catch (AlreadyExistsException meanwhile) {
      // Another run made it.
    }
  }

  private Table change(StoredTable before, Table table, String change) {
    boolean same =
        TableInputs.definition(table, lake).equals(TableInputs.definition(before.table(), lake));
    TableInput input =
        same ? TableInputs.repair(before, lake) : TableInputs.change(before, table, lake, change);
    if (!input.equals(before.input())) {
      GlueCalls.call(
          "UpdateTable",
          "table " + table.qualifiedName(),
          () ->
              client.updateTable(
                  b ->
                      b.databaseName(table.database())
                          .tableInput(input)
                          .versionId(before.versionId())
                          .skipArchive(true)));
    }
    return same ? before.table() : table.withVersion(table.version() + 1);
  }

  @Override
  public void putPartitions(Table table, List<Partition> changed) {
    changed.forEach(partition -> table.checkWidth(partition.values()));
    if (changed.isEmpty() && find(table.database(), table.name()).isEmpty()) {
      throw noSuchTable(table);
    }
    partitions.put(table, changed);
  }

  @Override
  public List<Partition> partitions(Table table) {
    return partitions.list(table);
  }

  @Override
  public void removePartitions(Table table, List<List<String>> values) {
    values.forEach(table::checkWidth);
    partitions.remove(table, values);
  }

  @Override
  public void drop(Table table) {
    if (find(table.database(), table.name()).isEmpty()) {
      return;
    }
    try {
      // Glue deletes the partitions of a deleted table later; a new table of that name could meet
      // them.
      partitions.removeAll(table);
      GlueCalls.call(
          "DeleteTable",
          "table " + table.qualifiedName(),
          () -> client.deleteTable(b -> b.databaseName(table.database()).name(table.name())));
    } catch (NoSuchTableException | EntityNotFoundException meanwhile) {
      // Another dropped it.
    }
  }

  @Override
  public boolean readersListFolders() {
    return true;
  }

  static NoSuchTableException noSuchTable(Table table) {
    return new NoSuchTableException(
        "There is no table " + table.qualifiedName() + " in the Glue Data Catalog");
  }

  private Optional<StoredTable> find(String database, String name) {
    try {
      return Optional.of(
          StoredTable.of(
              GlueCalls.call(
                      "GetTable",
                      "table " + database + "." + name,
                      () -> client.getTable(b -> b.databaseName(database).name(name)))
                  .table(),
              lake));
    } catch (EntityNotFoundException e) {
      return Optional.empty();
    }
  }

  /** The client is shared by all catalogs of this JVM. */
  @Override
  public void close() {}
}
