package io.sluice.aws.glue;

import io.sluice.catalog.CatalogContract;
import io.sluice.localaws.LocalAws;
import io.sluice.localaws.testing.LocalAwsForTests;
import io.sluice.spec.lake.LakeLocation;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.glue.model.EntityNotFoundException;

/** Through the factory and the standard AWS settings, as a command finds its catalog. */
@ExtendWith(LocalAwsForTests.class)
class GlueCatalogContractTest extends CatalogContract {
  private static final String[] SETTINGS = {
    "aws.endpointUrl", "aws.region", "aws.accessKeyId", "aws.secretAccessKey"
  };

  private final LakeLocation lake = Emulated.lake();

  @BeforeAll
  static void standardSettings() {
    LocalAws aws = LocalAwsForTests.aws();
    System.setProperty("aws.endpointUrl", aws.endpoint().toString());
    System.setProperty("aws.region", aws.region());
    System.setProperty("aws.accessKeyId", aws.accessKey());
    System.setProperty("aws.secretAccessKey", aws.secretKey());
  }

  @AfterAll
  static void noSettings() {
    for (String setting : SETTINGS) {
      System.clearProperty(setting);
    }
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
