package io.sluice.catalog;

import io.sluice.spec.lake.LakeLocation;
import java.util.ServiceLoader;

/** Opens the catalog of a lake, by whatever the lake's location needs. */
public final class Catalogs {
  private Catalogs() {}

  /**
   * Opens a lake's catalog, making what is missing.
   *
   * @throws IllegalArgumentException if no catalog on the class path takes such a location
   */
  public static Catalog open(LakeLocation lake) {
    return factory(lake).open(lake);
  }

  private static CatalogFactory factory(LakeLocation lake) {
    // Not the thread's class loader, which in a host's worker thread may know nothing of Sluice.
    for (CatalogFactory factory :
        ServiceLoader.load(CatalogFactory.class, Catalogs.class.getClassLoader())) {
      if (factory.takes(lake)) {
        return factory;
      }
    }
    throw new IllegalArgumentException(
        "No catalog can be kept for the lake "
            + lake.root()
            + ": this build of Sluice has none for such a location. Choose a folder of this"
            + " machine, or add the module for that storage");
  }
}
