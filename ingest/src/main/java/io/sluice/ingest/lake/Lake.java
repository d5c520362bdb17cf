package io.sluice.ingest.lake;

import io.sluice.catalog.Catalog;
import io.sluice.catalog.Catalogs;
import io.sluice.ingest.store.Storages;
import io.sluice.ledger.Ledger;
import io.sluice.ledger.Ledgers;
import io.sluice.spec.lake.LakeLocation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * An open lake: where it is, its ledger and its catalog. Close it to give up the runs begun through
 * it.
 */
public final class Lake implements AutoCloseable {
  private final LakeLocation location;
  private final Ledger ledger;
  private final Catalog catalog;
  private final Storages storages;
  private final Runnable afterClose;

  private Lake(
      LakeLocation location,
      Ledger ledger,
      Catalog catalog,
      Storages storages,
      Runnable afterClose) {
    this.location = location;
    this.ledger = ledger;
    this.catalog = catalog;
    this.storages = storages;
    this.afterClose = afterClose;
  }

  /** Opens the lake, making what is missing. */
  public static Lake open(LakeLocation location) {
    return with(location, Ledgers.open(location));
  }

  /** Opens the lake if there is one. */
  public static Optional<Lake> openExisting(LakeLocation location) {
    // Where a first run was refused there may be a ledger, but no table yet.
    return Ledgers.openExisting(location).map(ledger -> with(location, ledger));
  }

  private static Lake with(LakeLocation location, Ledger ledger) {
    try {
      return new Lake(location, ledger, Catalogs.open(location), Storages.of(location), () -> {});
    } catch (RuntimeException e) {
      ledger.close();
      throw e;
    }
  }

  /**
   * Opens the lake to look at it: where there is none, an empty one stands in for it, and nothing
   * is made at the location.
   */
  public static Lake look(LakeLocation location) throws IOException {
    Optional<Lake> existing = openExisting(location);
    if (existing.isPresent()) {
      return existing.get();
    }
    Path standIn = Files.createTempDirectory("sluice-plan");
    Lake empty = open(LakeLocation.of(standIn));
    return new Lake(
        location, empty.ledger, empty.catalog, Storages.of(location), () -> delete(standIn));
  }

  private static void delete(Path folder) {
    try (Stream<Path> walk = Files.walk(folder)) {
      List<Path> files = walk.sorted(Comparator.reverseOrder()).toList();
      for (Path file : files) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      // It lies in the system's folder for temporary files, which is emptied anyway.
      return;
    }
  }

  public LakeLocation location() {
    return location;
  }

  public Ledger ledger() {
    return ledger;
  }

  public Catalog catalog() {
    return catalog;
  }

  /** What this process reaches by the lake's settings. */
  public Storages storages() {
    return storages;
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
