package io.sluice.aws.lake;

import io.sluice.aws.AwsClients;
import io.sluice.aws.glue.GlueCatalog;
import io.sluice.catalog.Catalog;
import io.sluice.catalog.CatalogFactory;
import io.sluice.spec.lake.LakeLocation;

/** Opens the catalogs of lakes on S3, of the kind that their settings name. */
public final class AwsCatalogFactory implements CatalogFactory {
  /** For {@link java.util.ServiceLoader}. */
  public AwsCatalogFactory() {}

  @Override
  public boolean takes(LakeLocation lake) {
    return LakeOnS3.is(lake);
  }

  /** A Glue Data Catalog is always there; databases are made with the first table. */
  @Override
  public Catalog open(LakeLocation lake) {
    LakeSettings settings = LakeOnS3.require(lake);
    return switch (settings.catalog()) {
      case GLUE -> GlueCatalog.of(AwsClients.glue(settings.aws()), lake);
    };
  }
}
