package io.sluice.aws.glue;

import io.sluice.catalog.Catalog;
import io.sluice.catalog.CatalogFactory;
import io.sluice.spec.lake.LakeLocation;
import java.util.Optional;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.services.glue.GlueClient;

/**
 * Opens the catalogs of lakes on S3: region, endpoint, credentials and profile from the standard
 * AWS environment.
 */
public final class GlueCatalogFactory implements CatalogFactory {
  /** Glue throttles whole accounts, and a run must outlast a busy minute. */
  private static final int ATTEMPTS = 10;

  /** For {@link java.util.ServiceLoader}. */
  public GlueCatalogFactory() {}

  @Override
  public boolean takes(LakeLocation lake) {
    return lake.root().startsWith("s3://");
  }

  @Override
  public Catalog open(LakeLocation lake) {
    GlueClient client =
        GlueClient.builder()
            .httpClientBuilder(Apache5HttpClient.builder())
            .overrideConfiguration(
                o ->
                    o.retryStrategy(
                        AwsRetryStrategy.standardRetryStrategy().toBuilder()
                            .maxAttempts(ATTEMPTS)
                            .build()))
            .build();
    return new GlueCatalog(client, lake, Backoff.STANDARD);
  }

  /** A Glue Data Catalog is always there; databases are made with the first table. */
  @Override
  public Optional<Catalog> openExisting(LakeLocation lake) {
    return Optional.of(open(lake));
  }
}
