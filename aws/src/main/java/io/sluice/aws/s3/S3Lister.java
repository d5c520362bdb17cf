package io.sluice.aws.s3;

import io.sluice.aws.requests.Workers;
import io.sluice.ingest.failure.ExitCode;
import io.sluice.ingest.failure.IngestException;
import io.sluice.ingest.source.Listing;
import io.sluice.ingest.source.Listing.Unreadable;
import io.sluice.ingest.source.SourceLister;
import io.sluice.ledger.FileVersion;
import io.sluice.spec.SourceSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.PatternSyntaxException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;
import software.amazon.awssdk.services.s3.model.ObjectStorageClass;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * Lists objects: one, all below a prefix, or those that match a glob; {@link S3Identity} says which
 * version each is. Keys that end in a slash are markers of folders and no files. Archived objects
 * are left out, and named.
 */
final class S3Lister implements SourceLister {
  private final S3Objects objects;

  S3Lister(S3Objects objects) {
    this.objects = objects;
  }

  @Override
  public Listing list(SourceSpec source) {
    String path = source.path();
    try {
      return list(source, S3Uri.of(path));
    } catch (PatternSyntaxException e) {
      throw new IngestException(
          ExitCode.USAGE, "source.path " + path + ": not a valid glob, " + e.getDescription(), e);
    } catch (IOException e) {
      // A bucket that is not there is a mistake in the spec, like a folder that is not there.
      boolean usage = e.getCause() instanceof NoSuchBucketException;
      throw new IngestException(usage ? ExitCode.USAGE : ExitCode.FAILED, e.getMessage(), e);
    }
  }

  private Listing list(SourceSpec source, S3Uri uri) throws IOException {
    if (uri.key().isEmpty() || uri.key().endsWith("/")) {
      return below(source, uri);
    }
    Optional<HeadObjectResponse> exact;
    try {
      exact = objects.head(uri);
    } catch (IOException e) {
      if (!isDenied(e)) {
        throw e;
      }
      return belowAtLeast(source, uri, e);
    }
    return exact.isPresent() ? one(uri, exact.get()) : below(source, uri);
  }

  /** Who may read what lies in a folder need not be allowed to ask for the folder's own name. */
  private Listing belowAtLeast(SourceSpec source, S3Uri uri, IOException denied)
      throws IOException {
    try {
      return below(source, uri);
    } catch (IngestException e) {
      denied.addSuppressed(e);
      throw denied;
    } catch (IOException e) {
      IOException both =
          new IOException(
              denied.getMessage() + ". If it is a folder: " + e.getMessage(), denied.getCause());
      both.addSuppressed(e);
      throw both;
    }
  }

  private Listing below(SourceSpec source, S3Uri uri) throws IOException {
    String path = source.path();
    Found found = new Found(uri.at(uri.prefix()));
    objects.list(found.root, object -> found.take(object, key -> true));
    if (found.seen || uri.key().isEmpty()) {
      return found.listing();
    }
    KeyGlob glob =
        KeyGlob.of(source, uri)
            .orElseThrow(() -> missing(path, "there is no such object, and none below it"));
    String folder = glob.prefix().substring(0, glob.prefix().lastIndexOf('/') + 1);
    Found matching = new Found(uri.at(folder));
    objects.list(uri.at(glob.prefix()), object -> matching.take(object, glob::matches));
    if (!matching.seen && !folder.isEmpty() && !objects.any(uri.at(folder))) {
      throw missing(path, "there is no object below " + uri.at(folder));
    }
    return matching.listing();
  }

  private Listing one(S3Uri uri, HeadObjectResponse head) {
    if (Archive.needsRestore(storage(head.storageClassAsString()))
        && !Archive.isRestored(head.restore())) {
      return new Listing(
          List.of(), List.of(), List.of(archived(uri.toString(), head.storageClassAsString())));
    }
    return new Listing(
        List.of(version(uri.toString(), head.contentLength(), head.eTag(), head.lastModified())),
        List.of(),
        List.of());
  }

  private static ObjectStorageClass storage(String name) {
    return name == null ? ObjectStorageClass.STANDARD : ObjectStorageClass.fromValue(name);
  }

  static FileVersion version(String uri, long size, String etag, Instant modified) {
    return new FileVersion(
        uri,
        size,
        S3Identity.of(etag),
        modified.getEpochSecond() * 1_000_000_000L + modified.getNano());
  }

  private static Unreadable archived(String uri, String storage) {
    return new Unreadable(uri, "it is archived (" + storage + "). " + Archive.REMEDY);
  }

  private static IngestException missing(String path, String why) {
    return new IngestException(
        ExitCode.USAGE,
        "source.path " + path + ": " + why + ". Correct the path in the spec, or put files there");
  }

  @Override
  public boolean unchanged(FileVersion file) {
    try {
      return isAsListed(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e.getMessage(), e);
    }
  }

  private boolean isAsListed(FileVersion file) throws IOException {
    try {
      return objects
          .head(S3Uri.of(file.uri()))
          .filter(head -> head.contentLength() == file.size())
          .filter(head -> S3Identity.of(head.eTag()).equals(file.identity()))
          .isPresent();
    } catch (IOException e) {
      if (isDenied(e)) {
        return false;
      }
      throw e;
    }
  }

  private static boolean isDenied(IOException failure) {
    return failure.getCause() instanceof SdkException answer && S3Failures.isDenied(answer);
  }

  /** A request for each, many at a time. */
  @Override
  public List<FileVersion> changed(List<FileVersion> files) {
    Set<FileVersion> changed = Collections.synchronizedSet(new HashSet<>());
    try {
      Workers.forEach(
          files,
          file -> {
            if (!isAsListed(file)) {
              changed.add(file);
            }
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e.getMessage(), e);
    }
    return files.stream().filter(changed::contains).toList();
  }

  /** What a listing has come to. */
  private final class Found {
    private final S3Uri root;
    private final List<FileVersion> files = Collections.synchronizedList(new ArrayList<>());
    private final List<String> notes = Collections.synchronizedList(new ArrayList<>());
    private final List<S3Object> archived = new ArrayList<>();
    private final List<Unreadable> unreadable = Collections.synchronizedList(new ArrayList<>());
    private boolean seen;

    /**
     * @param root hidden names count below it
     */
    Found(S3Uri root) {
      this.root = root;
    }

    void take(S3Object object, Predicate<String> wanted) {
      seen = true;
      String key = object.key();
      String below = key.substring(root.key().length());
      String name = below.substring(below.lastIndexOf('/') + 1);
      if (name.isEmpty() || HiddenNames.isInHiddenFolder(below) || !wanted.test(key)) {
        return;
      }
      if (HiddenNames.isHidden(name)) {
        notes.add("left out " + root.at(key) + ": its name begins with '.' or '_'");
      } else if (Archive.needsRestore(object.storageClass())) {
        archived.add(object);
      } else {
        add(object);
      }
    }

    private void add(S3Object object) {
      files.add(
          version(
              root.at(object.key()).toString(),
              object.size(),
              object.eTag(),
              object.lastModified()));
    }

    Listing listing() throws IOException {
      // Whether an archived object is restored for the time being, no listing tells.
      Workers.forEach(archived, this::takeArchived);
      files.sort(Comparator.comparing(FileVersion::uri));
      notes.sort(Comparator.naturalOrder());
      unreadable.sort(Comparator.comparing(Unreadable::uri));
      return new Listing(files, notes, unreadable);
    }

    private void takeArchived(S3Object object) throws IOException {
      S3Uri at = root.at(object.key());
      if (isRestored(at)) {
        add(object);
      } else {
        unreadable.add(archived(at.toString(), object.storageClassAsString()));
      }
    }

    private boolean isRestored(S3Uri at) throws IOException {
      try {
        return objects.head(at).filter(head -> Archive.isRestored(head.restore())).isPresent();
      } catch (IOException e) {
        if (isDenied(e)) {
          return false;
        }
        throw e;
      }
    }
  }
}
