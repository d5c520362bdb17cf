package io.sluice.catalog;

import io.sluice.spec.lake.LakeLocation;

/**
 * Opens the catalogs of one kind of lake. {@link Catalogs} finds implementations by {@link
 * java.util.ServiceLoader}: a module that brings one names it in {@code
 * META-INF/services/io.sluice.catalog.CatalogFactory}.
 */
public interface CatalogFactory {

  /** Whether this factory is for lakes at such a location; looks at nothing but the location. */
  boolean takes(LakeLocation lake);

  /** Opens the catalog of a lake that this factory takes, making what is missing. */
  Catalog open(LakeLocation lake);
}
