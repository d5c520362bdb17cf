package io.sluice.aws.glue;

import io.sluice.aws.AwsClients;
import io.sluice.aws.AwsSettings;
import io.sluice.aws.lake.LakeMaker;
import io.sluice.aws.lake.LakeSettings;
import io.sluice.catalog.CatalogContract;
import io.sluice.localaws.testing.EmulatedEnvironment;
import io.sluice.localaws.testing.LocalAwsForTests;
import io.sluice.spec.lake.LakeLocation;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.glue.model.EntityNotFoundException;

/** Through the factory and the standard AWS settings, as a command finds its catalog. */
@ExtendWith({LocalAwsForTests.class, EmulatedEnvironment.class})
class GlueCatalogContractTest extends CatalogContract {
  private final LakeLocation lake = made(Emulated.lake());

  private static LakeLocation made(LakeLocation lake) {
    String bucket = lake.root().substring("s3://".length());
    AwsClients.s3(AwsSettings.OF_ENVIRONMENT).createBucket(b -> b.bucket(bucket));
    LakeMaker.make(lake, LakeSettings.of(bucket, AwsSettings.OF_ENVIRONMENT));
    return lake;
  }

  /** Databases are the account's, and the contract always uses the same. */
  @BeforeEach
  void noDatabase() {
    try {
      Emulated.plain().deleteDatabase(b -> b.name("db"));
    } catch (EntityNotFoundException none) {
      // The first test.
    }
  }

  @Override
  protected LakeLocation lake() {
    return lake;
  }
}
