package io.sluice.aws.lake;

import io.sluice.aws.AwsClients;
import io.sluice.aws.arrival.Inbox;
import io.sluice.aws.dynamo.DynamoInbox;
import io.sluice.ingest.failure.ExitCode;
import io.sluice.ingest.failure.IngestException;
import io.sluice.spec.lake.LakeLocation;

/** Opens the inboxes of lakes on S3, which lie in their ledgers' tables. */
public final class Inboxes {
  private Inboxes() {}

  /**
   * A lake's inbox.
   *
   * @throws IngestException if there is no such lake, or its table is not there
   */
  public static Inbox open(LakeLocation lake) {
    LakeSettings settings = LakeOnS3.require(lake);
    try {
      return DynamoInbox.open(
          AwsClients.dynamo(settings.aws()),
          settings.ledgerTable(),
          lake,
          AwsLedgerFactory.objects(lake, settings));
    } catch (IllegalArgumentException e) {
      throw new IngestException(ExitCode.USAGE, e.getMessage(), e);
    }
  }
}
