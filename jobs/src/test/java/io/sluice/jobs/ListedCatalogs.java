package io.sluice.jobs;

import io.sluice.catalog.Catalog;
import io.sluice.catalog.CatalogFactory;
import io.sluice.catalog.Partition;
import io.sluice.catalog.Table;
import io.sluice.catalog.local.SqliteCatalog;
import io.sluice.spec.lake.LakeLocation;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Local catalogs whose readers list folders, as Glue's do: of all lakes in a folder called {@link
 * #FOLDER}. Their changes can be made to fail.
 */
public final class ListedCatalogs implements CatalogFactory {
  static final String FOLDER = "listed";

  private static final AtomicInteger FAILING = new AtomicInteger(Integer.MAX_VALUE);
  private static final AtomicInteger STEPS = new AtomicInteger();

  /** For {@link java.util.ServiceLoader}. */
  public ListedCatalogs() {}

  /**
   * Lets changes fail from now on: an odd number says before which change, an even one after which.
   */
  static void failFrom(int step) {
    STEPS.set(0);
    FAILING.set(step);
  }

  static void work() {
    FAILING.set(Integer.MAX_VALUE);
  }

  /** Whether it came to a failure. */
  static boolean failed() {
    return STEPS.get() >= FAILING.get();
  }

  private static void step() {
    if (STEPS.incrementAndGet() >= FAILING.get()) {
      throw new IllegalStateException("dead: step " + STEPS + " of the catalog");
    }
  }

  @Override
  public boolean takes(LakeLocation lake) {
    return lake.isLocal() && lake.root().contains("/" + FOLDER + "/");
  }

  @Override
  public Catalog open(LakeLocation lake) {
    return new Listed(SqliteCatalog.open(lake));
  }

  private record Listed(Catalog catalog) implements Catalog {
    @Override
    public Optional<Table> table(String database, String name) {
      return catalog.table(database, name);
    }

    @Override
    public List<Table> tables() {
      return catalog.tables();
    }

    @Override
    public Table put(Table table) {
      step();
      Table stored = catalog.put(table);
      step();
      return stored;
    }

    @Override
    public void putPartitions(Table table, List<Partition> partitions) {
      step();
      catalog.putPartitions(table, partitions);
      step();
    }

    @Override
    public List<Partition> partitions(Table table) {
      return catalog.partitions(table);
    }

    @Override
    public void removePartitions(Table table, List<List<String>> values) {
      step();
      catalog.removePartitions(table, values);
      step();
    }

    @Override
    public void drop(Table table) {
      catalog.drop(table);
    }

    @Override
    public boolean readersListFolders() {
      return true;
    }

    @Override
    public void close() {
      catalog.close();
    }
  }
}
