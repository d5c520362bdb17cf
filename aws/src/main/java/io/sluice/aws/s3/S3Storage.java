package io.sluice.aws.s3;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sluice.aws.S3Settings;
import io.sluice.aws.requests.Workers;
import io.sluice.ingest.store.PendingFile;
import io.sluice.ingest.store.PendingSink;
import io.sluice.ingest.store.RunFiles;
import io.sluice.ingest.store.Storage;
import io.sluice.spec.lake.TableLayout;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/**
 * A bucket of S3. A pending file is a multipart upload under the file's final key, with all its
 * parts and not completed: nobody sees it, and completing it is publishing it ({@link Completion}).
 * Nothing is ever renamed; what is copied, S3 copies by itself ({@link ServerSideCopy}).
 */
final class S3Storage implements Storage {
  /** "Naming Amazon S3 objects" in the user guide: with all that stands before the last slash. */
  private static final int MOST_KEY_BYTES = 1024;

  private final S3Client client;
  private final S3Uploads uploads;
  private final S3Objects objects;
  private final Completion completion;
  private final BufferBudget budget;

  S3Storage(S3Client client, S3Settings settings, BufferBudget budget) {
    this.client = client;
    this.uploads = new S3Uploads(client, settings);
    this.objects = new S3Objects(client, settings);
    this.completion = new Completion(uploads, objects);
    this.budget = budget;
  }

  @Override
  public int room(String location) throws IOException {
    return MOST_KEY_BYTES - S3Uri.of(location).prefix().getBytes(UTF_8).length;
  }

  @Override
  public PendingSink begin(RunFiles run, String relativePath) throws IOException {
    String path = run.path(relativePath);
    return new S3PendingSink(path, new UploadSink(uploads, S3Uri.of(path), budget));
  }

  @Override
  public PendingFile copy(RunFiles run, String from, String relativePath) throws IOException {
    String path = run.path(relativePath);
    UploadHandle copied =
        new ServerSideCopy(uploads, objects, budget).copy(S3Uri.of(from), S3Uri.of(path));
    return new PendingFile(path, copied.text());
  }

  @Override
  public void publish(String location, Collection<PendingFile> files) throws IOException {
    Workers.forEach(
        List.copyOf(files),
        file -> completion.complete(S3Uri.of(file.path()), UploadHandle.of(file.handle())));
  }

  @Override
  public void abandon(String location, PendingFile file) throws IOException {
    uploads.abort(S3Uri.of(file.path()), UploadHandle.of(file.handle()).uploadId());
  }

  /** Finds the run's uploads by their keys, also those of which only S3 knows. */
  @Override
  public void discard(RunFiles run) throws IOException {
    S3Uri location = below(run.location());
    S3Uri scratch = below(scratchFolder(run));
    List<S3Uploads.Open> open =
        uploads.list(location).stream()
            .filter(upload -> isOf(run, upload.at().key(), scratch))
            .toList();
    Workers.forEach(open, upload -> uploads.abort(upload.at(), upload.uploadId()));
    List<String> keys = new ArrayList<>();
    objects.list(scratch, object -> keys.add(object.key()));
    objects.delete(scratch, keys);
  }

  private static boolean isOf(RunFiles run, String key, S3Uri scratch) {
    String name = key.substring(key.lastIndexOf('/') + 1);
    return run.owns(name) || key.startsWith(scratch.key());
  }

  @Override
  public Set<String> pendingRuns(String location) throws IOException {
    S3Uri pending = below(location + "/" + TableLayout.PENDING_FOLDER);
    Set<String> runs = new HashSet<>();
    for (S3Uploads.Open upload : uploads.list(below(location))) {
      String key = upload.at().key();
      if (key.startsWith(pending.key())) {
        runs.add(firstFolder(key, pending));
      } else {
        RunFiles.owner(key.substring(key.lastIndexOf('/') + 1)).ifPresent(runs::add);
      }
    }
    objects.list(pending, object -> runs.add(firstFolder(object.key(), pending)));
    return runs;
  }

  private static String firstFolder(String key, S3Uri below) {
    String rest = key.substring(below.key().length());
    return rest.contains("/") ? rest.substring(0, rest.indexOf('/')) : rest;
  }

  private static String scratchFolder(RunFiles run) {
    return run.path(TableLayout.PENDING_FOLDER + "/" + run.runId());
  }

  @Override
  public Scratch scratch(RunFiles run, String name) throws IOException {
    S3Uri at = S3Uri.of(scratchFolder(run) + "/" + name);
    return new Scratch(
        at.toString(),
        new S3ScratchSink(at, new UploadSink(uploads, at, budget), objects, completion));
  }

  @Override
  public void put(String path, byte[] content) throws IOException {
    objects.put(S3Uri.of(path), content);
  }

  @Override
  public void delete(String location, Collection<String> paths) throws IOException {
    List<String> keys = new ArrayList<>();
    for (String path : paths) {
      keys.add(S3Uri.of(path).key());
    }
    objects.delete(S3Uri.of(location), keys);
  }

  @Override
  public List<StoredFile> list(String folder) throws IOException {
    S3Uri below = below(folder);
    String pending = below.key() + TableLayout.PENDING_FOLDER + "/";
    List<StoredFile> found = new ArrayList<>();
    objects.list(
        below,
        object -> {
          String key = object.key();
          // A key that ends in a slash is a folder's marker, which consoles make.
          if (!key.startsWith(pending) && !key.endsWith("/")) {
            found.add(new StoredFile(below.at(key).toString(), object.size()));
          }
        });
    found.sort(Comparator.comparing(StoredFile::path));
    return found;
  }

  private static S3Uri below(String folder) throws IOException {
    S3Uri uri = S3Uri.of(folder);
    return uri.at(uri.prefix());
  }

  @Override
  public OptionalLong size(String path) throws IOException {
    return objects.head(S3Uri.of(path)).stream()
        .mapToLong(head -> head.contentLength())
        .findFirst();
  }

  @Override
  public InputStream open(String path, long offset) throws IOException {
    return open(S3Uri.of(path), offset, "");
  }

  @Override
  public InputStream open(String path, long offset, long length) throws IOException {
    return length == 0
        ? InputStream.nullInputStream()
        : open(S3Uri.of(path), offset, Long.toString(offset + length - 1));
  }

  /**
   * @param last byte that is wanted; empty: all
   */
  private InputStream open(S3Uri at, long offset, String last) throws IOException {
    try {
      return new ObjectStream((from, etag) -> get(at, "bytes=" + from + "-" + last, etag), offset);
    } catch (NothingThere e) {
      return InputStream.nullInputStream();
    }
  }

  private ResponseInputStream<GetObjectResponse> get(S3Uri at, String range, String etag)
      throws IOException {
    try {
      return client.getObject(
          request -> request.bucket(at.bucket()).key(at.key()).range(range).ifMatch(etag));
    } catch (SdkException e) {
      if (S3Failures.code(e).equals("InvalidRange")) {
        throw new NothingThere();
      }
      if (S3Failures.isMissing(e)) {
        throw new NoSuchFileException(at.toString());
      }
      throw S3Failures.of(e, Request.READ, at);
    }
  }

  /** The object ends at the offset, or before it. */
  private static final class NothingThere extends IOException {
    private static final long serialVersionUID = 1;

    NothingThere() {
      super("the object has no bytes there");
    }
  }
}
