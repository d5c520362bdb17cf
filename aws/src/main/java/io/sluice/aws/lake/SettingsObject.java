package io.sluice.aws.lake;

import io.sluice.aws.AwsClients;
import io.sluice.aws.AwsSettings;
import io.sluice.aws.S3Settings.Addressing;
import io.sluice.aws.S3Settings.Payer;
import io.sluice.aws.s3.S3Storages;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.util.Optional;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * Reads the object with a lake's settings, which says how the lake's bucket is to be addressed and
 * who pays: so it is asked for in whichever way is answered.
 */
final class SettingsObject {
  private SettingsObject() {}

  /**
   * The object's content; empty if there is none.
   *
   * @param way how the bucket is reached, as far as it is known
   * @throws IOException what S3 answers to {@code way}, if no other way does better
   */
  static Optional<byte[]> read(String at, AwsSettings way) throws IOException {
    AwsSettings first = way;
    try {
      first = first(at, way);
      return get(at, first);
    } catch (IOException e) {
      if (answer(e).isEmpty()) {
        throw e;
      }
      AwsSettings asked = first;
      return otherwise(at, asked, e);
    }
  }

  /** Stores behind an endpoint of their own mostly know the path only. */
  private static AwsSettings first(String at, AwsSettings way) throws IOException {
    // Says what is wrong if no client can be made.
    var unused = new S3Storages(way).at(at);
    return AwsClients.hasS3Endpoint(way) ? way.with(way.s3().with(Addressing.PATH)) : way;
  }

  private static Optional<byte[]> otherwise(String at, AwsSettings asked, IOException answered)
      throws IOException {
    boolean denied = answer(answered).filter(answer -> answer.statusCode() == 403).isPresent();
    try {
      if (denied && asked.s3().payer() == Payer.BUCKET_OWNER) {
        return get(at, asked.with(asked.s3().with(Payer.REQUESTER)));
      }
      if (asked.s3().addressing() == Addressing.PATH) {
        return get(at, asked.with(asked.s3().with(Addressing.VIRTUAL_HOST)));
      }
    } catch (IOException e) {
      answered.addSuppressed(e);
    }
    throw answered;
  }

  private static Optional<S3Exception> answer(IOException failure) {
    return failure.getCause() instanceof S3Exception answer
        ? Optional.of(answer)
        : Optional.empty();
  }

  private static Optional<byte[]> get(String at, AwsSettings way) throws IOException {
    try (InputStream in = new S3Storages(way).at(at).open(at, 0)) {
      return Optional.of(in.readAllBytes());
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }
}
