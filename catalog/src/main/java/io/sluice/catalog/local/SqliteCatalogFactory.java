package io.sluice.catalog.local;

import io.sluice.catalog.Catalog;
import io.sluice.catalog.CatalogFactory;
import io.sluice.spec.lake.LakeLocation;

/** Opens the catalogs of lakes on this machine. */
public final class SqliteCatalogFactory implements CatalogFactory {
  /** For {@link java.util.ServiceLoader}. */
  public SqliteCatalogFactory() {}

  @Override
  public boolean takes(LakeLocation lake) {
    return lake.isLocal();
  }

  @Override
  public Catalog open(LakeLocation lake) {
    return SqliteCatalog.open(lake);
  }
}
