package io.sluice.lambda.host;

import io.sluice.aws.arrival.Inbox;
import io.sluice.aws.lake.Inboxes;
import io.sluice.aws.lake.LakeOnS3;
import io.sluice.aws.s3.S3Storages;
import io.sluice.spec.lake.LakeLocation;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.util.Optional;

/**
 * The lake that a function works for.
 *
 * <p>Nothing of it is opened before the first invocation: a snapshot (SnapStart) is taken before
 * that, so that no client, connection or credential is ever restored from one.
 */
public final class FlowLake {
  private final Environment environment;
  private Inbox inbox;
  private S3Storages storages;

  public FlowLake(Environment environment) {
    this.environment = environment;
  }

  public LakeLocation location() {
    return new LakeLocation(environment.required("SLUICE_LAKE"));
  }

  /** What has arrived. */
  public synchronized Inbox inbox() {
    if (inbox == null) {
      inbox = Inboxes.open(location());
    }
    return inbox;
  }

  /** S3, as the lake's settings say that it is reached. */
  public synchronized S3Storages storages() {
    if (storages == null) {
      storages = new S3Storages(LakeOnS3.require(location()).aws());
    }
    return storages;
  }

  /** The same, without temporary files. */
  public S3Storages inMemory() {
    return storages().inMemory();
  }

  /** A small object; empty if there is none. */
  public Optional<byte[]> find(String uri) throws IOException {
    try (InputStream in = storages().at(uri).open(uri, 0)) {
      return Optional.of(in.readAllBytes());
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  /** Writes a small object. */
  public void put(String uri, byte[] content) throws IOException {
    storages().at(uri).put(uri, content);
  }
}
