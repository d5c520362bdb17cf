package io.sluice.aws.s3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.aws.requests.Workers;
import io.sluice.ingest.store.PendingFile;
import io.sluice.ingest.store.StorageContract;
import io.sluice.ingest.store.Storages;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;

/** The contract of all storages, and what S3 has beside it. */
class S3StorageTest extends StorageContract {
  private final String bucket = TestS3.newBucket();

  @Override
  protected Storages storages() {
    return new S3Storages(TestS3.settings());
  }

  @Override
  protected String location() {
    return "s3://" + bucket + "/tables +%2F/한 table";
  }

  @Override
  protected void tidyUp() throws IOException {
    abortAll(bucket);
  }

  private static void abortAll(String bucket) throws IOException {
    S3Uploads uploads = new S3Uploads(TestS3.client(), TestS3.settings().s3());
    for (S3Uploads.Open open : uploads.list(S3Uri.of("s3://" + bucket))) {
      uploads.abort(open.at(), open.uploadId());
    }
  }

  @Override
  protected List<String> folders() {
    return List.of();
  }

  /** A table that is a whole bucket, under the other name of its scheme. */
  @Nested
  class WholeBucket extends StorageContract {
    private final String own = TestS3.newBucket();

    @Override
    protected Storages storages() {
      return new S3Storages(TestS3.settings());
    }

    @Override
    protected String location() {
      return "s3a://" + own;
    }

    @Override
    protected void tidyUp() throws IOException {
      abortAll(own);
    }

    @Override
    protected List<String> folders() {
      return List.of();
    }
  }

  /** However small a file is, it is an upload and no object until it is published. */
  @Test
  void aPendingFileIsAnUploadUnderItsFinalKey() throws IOException {
    PendingFile file = write(run("run1"), "p=1/run1-a.parquet", "x");
    assertEquals(List.of("tables +%2F/한 table/p=1/run1-a.parquet"), TestS3.uploads(bucket));
    assertEquals(List.of(), TestS3.keys(bucket));
    storage.publish(location(), List.of(file));
    assertEquals(List.of(), TestS3.uploads(bucket));
    assertEquals(List.of("tables +%2F/한 table/p=1/run1-a.parquet"), TestS3.keys(bucket));
  }

  @Test
  void anEmptyFileIsAFile() throws IOException {
    PendingFile file = write(run("run1"), "run1-a.parquet", "");
    storage.publish(location(), List.of(file));
    assertEquals("", read(file.path()));
  }

  @Test
  void objectsAreEncryptedAndMarked() throws IOException {
    PendingFile file = write(run("run1"), "run1-a.parquet", "x");
    storage.publish(location(), List.of(file));
    HeadObjectResponse head =
        TestS3.client()
            .headObject(
                request -> request.bucket(bucket).key("tables +%2F/한 table/run1-a.parquet"));
    assertEquals(UploadHandle.of(file.handle()).mark(), head.metadata().get(S3Uploads.MARK));
    assertEquals("AES256", head.serverSideEncryptionAsString());
  }

  /** Consoles make them, and they are no files. */
  @Test
  void markersOfFoldersAreNotListed() throws IOException {
    TestS3.put(bucket, "tables +%2F/한 table/p=1/", "");
    storage.put(location() + "/p=1/a", new byte[1]);
    assertEquals(List.of("p=1/a"), visible());
  }

  @Test
  void moreFilesThanAPageOrABatchTakes() throws IOException {
    S3Objects objects = new S3Objects(TestS3.client(), TestS3.settings().s3());
    List<String> paths =
        IntStream.range(0, 2_100).mapToObj(i -> location() + "/many/%05d".formatted(i)).toList();
    Workers.forEach(paths, path -> objects.put(S3Uri.of(path), new byte[1]));
    assertEquals(paths, storage.list(location()).stream().map(file -> file.path()).toList());
    storage.delete(location(), paths);
    assertEquals(List.of(), TestS3.keys(bucket));
  }

  @Test
  void whatIsNeitherHereNorOnS3IsRefused() {
    IOException e = assertThrows(IOException.class, () -> storages().at("hdfs://host/t"));
    assertTrue(e.getMessage().contains("hdfs://host/t"), e.getMessage());
    assertThrows(IOException.class, () -> storages().at("s3://"));
  }
}
