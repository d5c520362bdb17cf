package io.sluice.jobs.lake;

import io.sluice.catalog.Catalog;
import io.sluice.catalog.local.SqliteCatalog;
import io.sluice.jobs.source.LocalPaths;
import io.sluice.ledger.Ledger;
import io.sluice.ledger.local.SqliteLedger;
import io.sluice.spark.store.Storages;
import io.sluice.spec.TargetSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.commons.io.FileUtils;

/**
 * A lake folder on this machine: its ledger, its catalog, its reports, and where tables lie that do
 * not say so themselves. Close it to give up the runs begun through it.
 */
public final class Lake implements AutoCloseable {
  /** The folder inside a lake that holds what is not a table. */
  private static final String OWN_FOLDER = "_sluice";

  private final Path root;
  private final Ledger ledger;
  private final Catalog catalog;
  private final Runnable afterClose;

  private Lake(Path root, Ledger ledger, Catalog catalog, Runnable afterClose) {
    this.root = root;
    this.ledger = ledger;
    this.catalog = catalog;
    this.afterClose = afterClose;
  }

  /** Opens the lake in the folder, making what is missing. */
  public static Lake open(Path folder) {
    Path root = folder.toAbsolutePath().normalize();
    Ledger ledger = SqliteLedger.open(root);
    try {
      return new Lake(root, ledger, SqliteCatalog.open(root), () -> {});
    } catch (RuntimeException e) {
      ledger.close();
      throw e;
    }
  }

  /**
   * Opens the lake to look at it: where there is none, an empty one stands in for it, and nothing
   * is made in the folder.
   */
  public static Lake look(Path folder) throws IOException {
    if (Files.isDirectory(folder.resolve(OWN_FOLDER))) {
      return open(folder);
    }
    Path standIn = Files.createTempDirectory("sluice-plan");
    Lake empty = open(standIn);
    return new Lake(
        folder.toAbsolutePath().normalize(),
        empty.ledger,
        empty.catalog,
        () -> FileUtils.deleteQuietly(standIn.toFile()));
  }

  public Path root() {
    return root;
  }

  public Ledger ledger() {
    return ledger;
  }

  public Catalog catalog() {
    return catalog;
  }

  /** Where the table's files lie, with no slash at the end. */
  public String location(TargetSpec target) {
    String given =
        target
            .location()
            .orElseGet(() -> root.resolve(target.database()).resolve(target.table()).toString());
    String location = Storages.isLocal(given) ? LocalPaths.path(given).toString() : given;
    return location.endsWith("/") ? location.substring(0, location.length() - 1) : location;
  }

  /** Where the rejects of a table at {@code location} lie. */
  public static String rejectsLocation(String location) {
    return location + "__rejects";
  }

  /**
   * Where runs that were refused leave their rejects: nothing of them is published, but who is to
   * correct the files must see what is wrong in them.
   */
  public String refusedLocation(String table) {
    return root.resolve(OWN_FOLDER).resolve("refused").resolve(table).toString();
  }

  public Path report(String runId) {
    return root.resolve(OWN_FOLDER).resolve("reports").resolve(runId + ".json");
  }

  /** Where a run keeps its report while it is not yet sure to be committed. */
  public Path pendingReport(String runId) {
    return root.resolve(OWN_FOLDER).resolve("reports").resolve("." + runId + ".pending.json");
  }

  /** The file that whoever publishes into the table keeps locked. */
  public Path publishLock(String table) {
    return root.resolve(OWN_FOLDER).resolve("locks").resolve("table-" + table + ".lock");
  }

  @Override
  public void close() {
    try {
      catalog.close();
    } finally {
      ledger.close();
    }
    afterClose.run();
  }
}
