package io.sluice.aws.s3;

import io.sluice.aws.requests.Workers;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;

/**
 * Bytes on their way into a multipart upload: parts that are full go up on other threads while the
 * next one is filled, at most {@link #UNDER_WAY} of them. The upload is begun with its first part.
 * Used by one thread.
 */
final class UploadSink {
  /** Parts of one upload that are sent at a time: enough that the network is not idle. */
  private static final int UNDER_WAY = 2;

  private final S3Uploads uploads;
  private final S3Uri at;
  private final BufferBudget budget;
  private final String mark = UUID.randomUUID().toString();
  private final FutureTask<String> upload;
  private final Deque<Future<UploadHandle.Part>> underWay = new ArrayDeque<>();
  private final List<UploadHandle.Part> sent = new ArrayList<>();
  private PartBuffer current;
  private int parts;
  private long position;
  private volatile boolean aborted;

  UploadSink(S3Uploads uploads, S3Uri at, BufferBudget budget) {
    this.uploads = uploads;
    this.at = at;
    this.budget = budget;
    this.upload = new FutureTask<>(() -> uploads.create(at, mark));
    this.current = new PartBuffer(budget);
  }

  void write(byte[] bytes, int offset, int length) throws IOException {
    int from = offset;
    int end = offset + length;
    while (from < end) {
      int room = (int) (PartSizes.of(parts + 1) - current.size());
      int part = Math.min(room, end - from);
      current.write(bytes, from, part);
      from += part;
      position += part;
      if (part == room) {
        send();
        current = new PartBuffer(budget);
      }
    }
  }

  long position() {
    return position;
  }

  /** Whether nothing has been sent yet: all there is, is in {@link #current}. */
  boolean isUnsent() {
    return parts == 0;
  }

  /** The part that is being filled; null once the rest was sent. */
  PartBuffer current() {
    return current;
  }

  /** Sends what is left, without waiting for it; nothing may be written after that. */
  void sendRest() throws IOException {
    // S3 wants one part at least, be it empty.
    if (current.size() > 0 || parts == 0) {
      send();
    } else {
      current.release();
    }
    current = null;
  }

  private void send() throws IOException {
    while (underWay.size() >= UNDER_WAY) {
      sent.add(Workers.await(underWay.remove()));
    }
    PartBuffer part = current;
    int number = ++parts;
    underWay.add(Workers.upload(() -> send(part, number)));
  }

  private UploadHandle.Part send(PartBuffer part, int number) throws IOException {
    try {
      if (aborted) {
        return null;
      }
      // Done by whichever part comes first; the others wait for it.
      upload.run();
      return uploads.send(at, Workers.await(upload), number, part);
    } finally {
      part.release();
    }
  }

  /**
   * Waits until all parts are there.
   *
   * @throws IOException the first failure of those that had any
   */
  UploadHandle handle() throws IOException {
    while (!underWay.isEmpty()) {
      sent.add(Workers.await(underWay.remove()));
    }
    return new UploadHandle(Workers.await(upload), mark, position, sent);
  }

  /**
   * Gives the upload up, whatever it has come to. An interrupted thread does all of it too, before
   * the interrupt is seen again: what it left would stay for ever.
   */
  void abort() throws IOException {
    aborted = true;
    if (current != null) {
      current.release();
    }
    // A part that arrives after its upload was aborted would stay.
    underWay.forEach(Workers::awaitEnd);
    underWay.clear();
    if (upload.isDone()) {
      Workers.uninterrupted(this::abortUpload);
    }
  }

  private Void abortUpload() throws IOException {
    String id;
    try {
      id = Workers.await(upload);
    } catch (IOException e) {
      // It was never begun; if S3 did and could not say so, the run's discard finds it.
      return null;
    }
    uploads.abort(at, id);
    return null;
  }
}
