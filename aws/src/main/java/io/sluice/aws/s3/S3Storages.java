package io.sluice.aws.s3;

import io.sluice.aws.AwsClients;
import io.sluice.aws.AwsSettings;
import io.sluice.formats.source.ObjectSource;
import io.sluice.ingest.failure.ExitCode;
import io.sluice.ingest.failure.IngestException;
import io.sluice.ingest.source.SourceLister;
import io.sluice.ingest.store.LocalStorages;
import io.sluice.ingest.store.Storage;
import io.sluice.ingest.store.Storages;
import java.io.IOException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * S3, and the files of this machine.
 *
 * @param parts where parts of uploads are kept until they are sent
 */
public record S3Storages(AwsSettings settings, Parts parts) implements Storages {
  /** Where parts of uploads are kept. */
  public enum Parts {
    /** In memory as far as an eighth of the heap goes, then in temporary files. */
    SPILLED,
    /** In memory only: what has no room there fails with {@link UploadMemoryException}. */
    IN_MEMORY
  }

  /** With temporary files where memory is short. */
  public S3Storages(AwsSettings settings) {
    this(settings, Parts.SPILLED);
  }

  /** The same without temporary files. */
  public S3Storages inMemory() {
    return new S3Storages(settings, Parts.IN_MEMORY);
  }

  @Override
  public Storage at(String location) throws IOException {
    return S3Uri.is(location)
        ? new S3Storage(client(location), settings.s3(), budget())
        : LocalStorages.INSTANCE.at(location);
  }

  private BufferBudget budget() {
    return parts == Parts.IN_MEMORY ? BufferBudget.WITHOUT_FILES : BufferBudget.OF_JVM;
  }

  @Override
  public ObjectSource source(String uri, long size) throws IOException {
    return source(uri, size, "");
  }

  @Override
  public ObjectSource source(String uri, long size, String identity) throws IOException {
    return S3Uri.is(uri)
        ? new S3Source(client(uri), uri, size, identity)
        : LocalStorages.INSTANCE.source(uri, size);
  }

  /**
   * A source object of which little is to be read: each request asks for a bounded range.
   *
   * @param identity as listed; empty if it is not known
   */
  public ObjectSource sampled(String uri, long size, String identity) throws IOException {
    return new SampledSource(new S3Source(client(uri), uri, size, identity));
  }

  /** What is at a key at the moment. */
  public Looked look(String uri) throws IOException {
    return new ObjectLook(client(uri), S3Uri.of(uri)).look();
  }

  /**
   * Some of what lies below a prefix: at most 1,000 objects, in one request.
   *
   * @param prefix {@code s3://bucket/prefix}
   * @param after only keys after this one; empty: from the first on
   */
  public ObjectPage page(String prefix, String after) throws IOException {
    return new S3Objects(client(prefix), settings.s3()).page(S3Uri.of(prefix), after);
  }

  @Override
  public boolean reaches(String location) {
    return S3Uri.is(location) || LocalStorages.INSTANCE.reaches(location);
  }

  @Override
  public SourceLister lister(String sourcePath) {
    if (!S3Uri.is(sourcePath)) {
      return LocalStorages.INSTANCE.lister(sourcePath);
    }
    try {
      return new S3Lister(new S3Objects(client(sourcePath), settings.s3()));
    } catch (IOException e) {
      throw new IngestException(ExitCode.FAILED, e.getMessage(), e);
    }
  }

  private S3Client client(String location) throws IOException {
    S3Uri at = S3Uri.of(location);
    try {
      return AwsClients.s3(settings);
    } catch (SdkException e) {
      throw S3Failures.of(e, Request.LOOK, at);
    }
  }
}
