package io.sluice.aws.glue;

import io.sluice.aws.AwsClients;
import io.sluice.aws.AwsSettings;
import io.sluice.catalog.Catalog;
import io.sluice.catalog.CatalogFactory;
import io.sluice.spec.lake.LakeLocation;
import java.util.Optional;

/**
 * Opens the catalogs of lakes on S3: region, endpoint, credentials and profile from the standard
 * AWS environment.
 */
public final class GlueCatalogFactory implements CatalogFactory {
  /** For {@link java.util.ServiceLoader}. */
  public GlueCatalogFactory() {}

  @Override
  public boolean takes(LakeLocation lake) {
    return lake.root().startsWith("s3://");
  }

  @Override
  public Catalog open(LakeLocation lake) {
    return new GlueCatalog(AwsClients.glue(AwsSettings.OF_ENVIRONMENT), lake, GlueCalls.STANDARD);
  }

  /** A Glue Data Catalog is always there; databases are made with the first table. */
  @Override
  public Optional<Catalog> openExisting(LakeLocation lake) {
    return Optional.of(open(lake));
  }
}
