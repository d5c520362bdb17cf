package io.sluice.aws.s3;

import io.sluice.ingest.store.PendingGoneException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;

/**
 * Publishes a file: completes its upload, on condition that nothing lies under its key.
 *
 * <p>Whatever S3 answers but success, and where no answer comes at all, the key itself decides. A
 * HEAD finds there
 *
 * <ul>
 *   <li><b>our object</b> (the upload's mark in its metadata, and its size): it is published, now
 *       or by an earlier attempt of anybody. So a lost answer, the 412 or {@code NoSuchUpload} that
 *       an attempt gets after its own success, and an error inside a 200 that came true do no harm;
 *   <li><b>another object</b>: it is not touched, and named;
 *   <li><b>nothing</b>, and the failure was {@code NoSuchUpload}: the upload was given up from
 *       outside, by a life-cycle rule for example ({@link PendingGoneException});
 *   <li><b>nothing</b> after 409, 412 (what was in the way is gone), 5xx, a time-out or a broken
 *       connection: the upload is still there, and is completed again, a few times. If S3 wants the
 *       upload begun again after a 409, it says {@code NoSuchUpload} then.
 * </ul>
 */
final class Completion {
  private static final int ROUNDS = 5;

  private final S3Uploads uploads;
  private final S3Objects objects;

  Completion(S3Uploads uploads, S3Objects objects) {
    this.uploads = uploads;
    this.objects = objects;
  }

  /** What lies under a key. */
  private enum Found {
    OURS,
    ANOTHER,
    NOTHING
  }

  /**
   * Completes the upload, if that was not done.
   *
   * @throws PendingGoneException if neither the upload nor the object is there
   * @throws FileAlreadyExistsException if another object is there
   */
  void complete(S3Uri at, UploadHandle handle) throws IOException {
    for (int round = 1; ; round++) {
      try {
        uploads.complete(at, handle);
        return;
      } catch (SdkException e) {
        Found found = look(at, handle, e);
        if (found == Found.OURS) {
          return;
        }
        if (found == Found.ANOTHER) {
          throw another(at);
        }
        if (S3Failures.code(e).equals("NoSuchUpload")) {
          PendingGoneException gone = new PendingGoneException(at.toString());
          gone.initCause(e);
          throw gone;
        }
        if (round == ROUNDS || !mayPass(e)) {
          throw uploads.failure(e, Request.PUBLISH, at);
        }
      }
      Pause.after(round);
    }
  }

  private Found look(S3Uri at, UploadHandle handle, SdkException failure) throws IOException {
    try {
      Optional<HeadObjectResponse> head = objects.head(at);
      if (head.isEmpty()) {
        return Found.NOTHING;
      }
      return head.get().contentLength() == handle.size()
              && handle.mark().equals(head.get().metadata().get(S3Uploads.MARK))
          ? Found.OURS
          : Found.ANOTHER;
    } catch (IOException e) {
      IOException first = uploads.failure(failure, Request.PUBLISH, at);
      first.addSuppressed(e);
      throw first;
    }
  }

  private static FileAlreadyExistsException another(S3Uri at) {
    return new FileAlreadyExistsException(
        at.toString(),
        null,
        "another file is where this one is to be published. Move that file away, then run again:"
            + " the next run finishes what this one began");
  }

  /** Whether the same request may succeed in a moment. */
  private static boolean mayPass(SdkException failure) {
    int status = S3Failures.status(failure);
    return switch (status) {
      // No answer; or one that says 200 and contains an error.
      case 0, 200, 408, 409, 412, 429 -> true;
      default -> status >= 500;
    };
  }
}
