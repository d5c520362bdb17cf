package io.sluice.kill;

import io.sluice.localaws.testing.EmulatedEnvironment;
import io.sluice.localaws.testing.LocalAwsForTests;
import org.junit.jupiter.api.extension.ExtendWith;

/** Kills on a lake on S3, with its ledger in DynamoDB and its tables in the Glue Data Catalog. */
@ExtendWith({LocalAwsForTests.class, EmulatedEnvironment.class})
final class KillsOnS3Test extends KillSuite {
  @Override
  Place place() {
    return new OnS3("kills").make(new CommandLine(folder));
  }

  @Override
  int kills() {
    return 3;
  }
}
