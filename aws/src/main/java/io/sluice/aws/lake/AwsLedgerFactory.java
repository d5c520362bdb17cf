package io.sluice.aws.lake;

import io.sluice.aws.AwsClients;
import io.sluice.aws.dynamo.DynamoLedger;
import io.sluice.aws.dynamo.LeaseTimes;
import io.sluice.aws.s3.S3Storages;
import io.sluice.ingest.failure.ExitCode;
import io.sluice.ingest.failure.IngestException;
import io.sluice.ledger.Ledger;
import io.sluice.ledger.LedgerFactory;
import io.sluice.spec.lake.LakeLocation;
import java.util.Optional;

/** Opens the ledgers of lakes on S3, in the DynamoDB table that their settings name. */
public final class AwsLedgerFactory implements LedgerFactory {
  /** For {@link java.util.ServiceLoader}. */
  public AwsLedgerFactory() {}

  @Override
  public boolean takes(LakeLocation lake) {
    return LakeOnS3.is(lake);
  }

  /** The lake must have been made: nothing on AWS comes to be by the way. */
  @Override
  public Ledger open(LakeLocation lake) {
    LakeSettings settings = LakeOnS3.require(lake);
    return find(lake, settings)
        .orElseThrow(
            () ->
                new IngestException(
                    ExitCode.FAILED,
                    "the lake "
                        + lake.root()
                        + " has lost its ledger: there is no DynamoDB table "
                        + settings.ledgerTable()
                        + (settings.region().isEmpty() ? "" : " in " + settings.region())
                        + ". Restore it from a backup (point-in-time recovery); 'sluice init' with"
                        + " the same location makes an empty one, which knows of no file"));
  }

  @Override
  public Optional<Ledger> openExisting(LakeLocation lake) {
    return LakeOnS3.find(lake).map(settings -> open(lake));
  }

  private static Optional<DynamoLedger> find(LakeLocation lake, LakeSettings settings) {
    try {
      return DynamoLedger.openExisting(
          AwsClients.dynamo(settings.aws()),
          settings.ledgerTable(),
          lake,
          objects(lake, settings),
          LeaseTimes.DEFAULT);
    } catch (IllegalArgumentException e) {
      throw new IngestException(ExitCode.USAGE, e.getMessage(), e);
    }
  }

  static StorageObjects objects(LakeLocation lake, LakeSettings settings) {
    return new StorageObjects(new S3Storages(settings.aws()), lake);
  }
}
