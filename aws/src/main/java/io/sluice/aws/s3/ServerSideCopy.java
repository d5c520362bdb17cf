package io.sluice.aws.s3;

import io.sluice.aws.requests.Workers;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.UUID;
import java.util.stream.LongStream;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;

/**
 * Makes an upload whose parts are those of a visible object, copied within S3. The object must stay
 * the same meanwhile: each part is asked for with its ETag.
 */
final class ServerSideCopy {
  /** Bytes of a part: S3 copies some hundred MB a second within one, and several at a time. */
  private static final long PART = 256L << 20;

  private static final int MOST_PARTS = 10_000;

  private final S3Uploads uploads;
  private final S3Objects objects;
  private final BufferBudget budget;

  ServerSideCopy(S3Uploads uploads, S3Objects objects, BufferBudget budget) {
    this.uploads = uploads;
    this.objects = objects;
    this.budget = budget;
  }

  /**
   * Copies all bytes.
   *
   * @return the upload, which is not completed
   * @throws NoSuchFileException if there is no such object
   */
  UploadHandle copy(S3Uri from, S3Uri to) throws IOException {
    HeadObjectResponse source =
        objects.head(from).orElseThrow(() -> new NoSuchFileException(from.toString()));
    long size = source.contentLength();
    if (size == 0) {
      // No range of it can be named.
      UploadSink empty = new UploadSink(uploads, to, budget);
      empty.sendRest();
      return empty.handle();
    }
    String mark = UUID.randomUUID().toString();
    S3Uploads.Open upload = new S3Uploads.Open(to, uploads.create(to, mark));
    try {
      List<UploadHandle.Part> parts = parts(from, source.eTag(), size, upload);
      return new UploadHandle(upload.uploadId(), mark, size, parts);
    } catch (IOException | RuntimeException e) {
      try {
        uploads.abort(to, upload.uploadId());
      } catch (IOException left) {
        // The run's discard finds it.
        e.addSuppressed(left);
      }
      throw e;
    }
  }

  private List<UploadHandle.Part> parts(S3Uri from, String etag, long size, S3Uploads.Open upload)
      throws IOException {
    long part = Math.max(PART, (size + MOST_PARTS - 1) / MOST_PARTS);
    List<Long> starts =
        LongStream.iterate(0, start -> start < size, start -> start + part).boxed().toList();
    UploadHandle.Part[] copied = new UploadHandle.Part[starts.size()];
    Workers.forEach(
        starts,
        start -> {
          int index = (int) (start / part);
          long last = Math.min(size, start + part) - 1;
          copied[index] = uploads.copy(from, etag, upload, index + 1, start, last);
        });
    return List.of(copied);
  }
}
