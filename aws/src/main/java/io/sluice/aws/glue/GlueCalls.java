package io.sluice.aws.glue;

import io.sluice.aws.requests.Backoff;
import java.time.Duration;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.glue.model.AccessDeniedException;
import software.amazon.awssdk.services.glue.model.AlreadyExistsException;
import software.amazon.awssdk.services.glue.model.ConcurrentModificationException;
import software.amazon.awssdk.services.glue.model.EntityNotFoundException;
import software.amazon.awssdk.services.glue.model.GlueException;
import software.amazon.awssdk.services.glue.model.OperationTimeoutException;
import software.amazon.awssdk.services.glue.model.VersionMismatchException;

/** Says of a call that failed what it was for. */
final class GlueCalls {
  /** For what others stand in the way of. */
  static final Backoff STANDARD = new Backoff(8, Duration.ofMillis(200), Duration.ofSeconds(10));

  private GlueCalls() {}

  /**
   * Waits before an attempt.
   *
   * @param attempt from 1
   */
  static void await(Backoff backoff, int attempt) {
    try {
      backoff.await(attempt);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new GlueCatalogException("interrupted while it waited to try again", e);
    }
  }

  /**
   * Makes a call. Answers that callers decide by (not there, there already, changed meanwhile) pass
   * as they are.
   *
   * @param action Glue's name of it, for example {@code GetTable}
   * @param resource for example {@code table db.flights}
   */
  static <T> T call(String action, String resource, Supplier<T> call) {
    try {
      return call.get();
    } catch (EntityNotFoundException
        | AlreadyExistsException
        | ConcurrentModificationException
        | VersionMismatchException
        | OperationTimeoutException e) {
      throw e;
    } catch (AccessDeniedException e) {
      throw new GlueCatalogException(
          "No permission for glue:"
              + action
              + " on "
              + resource
              + ". Allow it to the role or user that runs Sluice; where Lake Formation governs the"
              + " database, allow it there too. AWS says: "
              + reason(e),
          e);
    } catch (GlueException e) {
      throw new GlueCatalogException(
          "The Glue Data Catalog failed at " + action + " on " + resource + ": " + reason(e), e);
    } catch (SdkClientException e) {
      throw new GlueCatalogException(
          "The Glue Data Catalog could not be asked ("
              + action
              + " on "
              + resource
              + "). Check region, credentials and network: "
              + e.getMessage(),
          e);
    }
  }

  /** In Glue's own words, not in those that the client made of them. */
  private static String reason(GlueException failure) {
    GlueException e = failure.getCause() instanceof GlueException told ? told : failure;
    return e.awsErrorDetails() == null
        ? e.getMessage()
        : e.awsErrorDetails().errorCode()
            + ": "
            + e.awsErrorDetails().errorMessage()
            + " (request "
            + e.requestId()
            + ")";
  }
}
