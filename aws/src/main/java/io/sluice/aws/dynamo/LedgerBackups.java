package io.sluice.aws.dynamo;

import io.sluice.aws.requests.Backoff;
import java.time.Duration;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.ContinuousBackupsUnavailableException;

/** That a ledger's table can be restored as it was at any moment of the last weeks. */
public final class LedgerBackups {
  /** A table that was just made says for some seconds that it cannot yet. */
  private static final Backoff NEW_TABLE =
      new Backoff(8, Duration.ofSeconds(1), Duration.ofSeconds(10));

  private LedgerBackups() {}

  /**
   * Switches point-in-time recovery on, if it is not.
   *
   * @return why it is not on, and what to do; empty if it is
   */
  public static Optional<String> keep(DynamoDbClient client, String table) {
    for (int attempt = 1; ; attempt++) {
      try {
        NEW_TABLE.await(attempt);
        client.updateContinuousBackups(
            b ->
                b.tableName(table)
                    .pointInTimeRecoverySpecification(p -> p.pointInTimeRecoveryEnabled(true)));
        return Optional.empty();
      } catch (ContinuousBackupsUnavailableException e) {
        if (NEW_TABLE.isLast(attempt)) {
          return Optional.of(refusal(table, e.getMessage()));
        }
      } catch (SdkException e) {
        return Optional.of(refusal(table, e.getMessage()));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return Optional.of(refusal(table, "interrupted"));
      }
    }
  }

  private static String refusal(String table, String why) {
    return "the ledger cannot be restored if it is lost: point-in-time recovery of the DynamoDB"
        + " table "
        + table
        + " is not switched on ("
        + why
        + "). Somebody with the permission can do it: aws dynamodb update-continuous-backups"
        + " --table-name "
        + table
        + " --point-in-time-recovery-specification PointInTimeRecoveryEnabled=true";
  }
}
