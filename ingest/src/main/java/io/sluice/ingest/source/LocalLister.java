package io.sluice.ingest.source;

import io.sluice.formats.source.LocalTree;
import io.sluice.formats.source.LocalTree.Links;
import io.sluice.formats.source.OpenFiles;
import io.sluice.formats.source.Parallel;
import io.sluice.ingest.failure.ExitCode;
import io.sluice.ingest.failure.Failures;
import io.sluice.ingest.failure.IngestException;
import io.sluice.ingest.source.Listing.Unreadable;
import io.sluice.ledger.FileVersion;
import io.sluice.spec.SourceSpec;
import io.sluice.spec.lake.Locations;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.PatternSyntaxException;

/**
 * Lists the local file system through {@code java.nio.file}; globs as {@link PathMatcher} has them.
 * What is no regular file, cannot be read, or is a link out of the folder does not stop it: it is
 * in the listing as unreadable.
 */
public final class LocalLister implements SourceLister {
  @Override
  public Listing list(SourceSpec asWritten) {
    SourceSpec source = local(asWritten);
    String path = source.path();
    Found found = new Found();
    try {
      Path exact = exact(path);
      if (exact != null && Files.isDirectory(exact)) {
        found.collect(exact, Integer.MAX_VALUE, source, file -> true);
      } else if (exact != null && Files.exists(exact)) {
        found.one(path, exact);
      } else if (source.isGlob()) {
        Path root = globRoot(source);
        if (!Files.isDirectory(root)) {
          throw missing(path, "there is no folder " + root);
        }
        found.collect(root, depth(source), source, matcher(source));
      } else {
        throw missing(path, "there is no such file or folder");
      }
    } catch (IOException e) {
      throw new IngestException(
          ExitCode.FAILED,
          "cannot list "
              + path
              + ": "
              + LocalTree.why(e)
              + ". Or name a part of it in source.path that can be listed",
          e);
    }
    return found.listing();
  }

  /** A {@code file:} URI as a path. */
  private static SourceSpec local(SourceSpec source) {
    if (!source.path().startsWith("file:")) {
      return source;
    }
    String path = source.path().replaceFirst("^file:/*", "/");
    int shorter = source.path().length() - path.length();
    return source.at(path, Math.max(0, source.literal() - shorter));
  }

  @Override
  public boolean unchanged(FileVersion file) {
    try {
      BasicFileAttributes now =
          Files.readAttributes(Locations.source(file.uri()), BasicFileAttributes.class);
      return now.size() == file.size()
          && now.lastModifiedTime().to(TimeUnit.NANOSECONDS) == file.modified();
    } catch (FileSystemException e) {
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException(e.getMessage(), e);
    }
  }

  private static Path exact(String path) {
    try {
      return Locations.path(path).toAbsolutePath().normalize();
    } catch (IllegalArgumentException e) {
      return null; // characters that only a glob may have
    }
  }

  /** The deepest folder above the first wildcard. */
  private static Path globRoot(SourceSpec source) {
    return Path.of(source.root()).toAbsolutePath().normalize();
  }

  /** How far below its root a glob can match anything. */
  private static int depth(SourceSpec source) {
    String pattern = source.pattern();
    boolean any = pattern.contains("**") || pattern.contains("{");
    return any ? Integer.MAX_VALUE : (int) pattern.chars().filter(c -> c == '/').count() + 1;
  }

  private static PathMatcher matcher(SourceSpec source) {
    String glob = source.glob();
    String absolute =
        glob.startsWith("/")
            ? glob
            : SourceSpec.literal(Path.of("").toAbsolutePath().normalize() + "/") + glob;
    try {
      return FileSystems.getDefault().getPathMatcher("glob:" + absolute);
    } catch (PatternSyntaxException e) {
      throw new IngestException(
          ExitCode.USAGE,
          "source.path " + source.path() + ": not a valid glob, " + e.getDescription(),
          e);
    }
  }

  private static IngestException missing(String path, String why) {
    return new IngestException(
        ExitCode.USAGE,
        "source.path " + path + ": " + why + ". Correct the path in the spec, or put files there");
  }

  /** What a listing has come to. */
  private static final class Found {
    private final List<String> notes = new ArrayList<>();
    private final List<Path> files = new ArrayList<>();
    private final List<Unreadable> unreadable = new ArrayList<>();

    /** A file that the user named. */
    void one(String path, Path file) throws IOException {
      Optional<String> special = LocalTree.notRegular(file);
      if (special.isPresent()) {
        throw missing(path, special.get());
      }
      files.add(file);
    }

    void collect(Path root, int depth, SourceSpec source, PathMatcher wanted) throws IOException {
      List<Path> found = new ArrayList<>();
      LocalTree.walk(
          root,
          depth,
          source.followLinks() ? Links.ANYWHERE : Links.INSIDE,
          new LocalTree.Visitor() {
            @Override
            public void file(Path file) {
              if (!wanted.matches(file)) {
                return;
              }
              if (LocalTree.isHidden(file)) {
                notes.add("left out " + file + ": its name begins with '.' or '_'");
              } else {
                found.add(file);
              }
            }

            @Override
            public void unreadable(Path entry, String why) {
              if (!LocalTree.isHidden(entry) && (wanted.matches(entry) || isFolder(entry))) {
                unreadable.add(new Unreadable(entry.toString(), why));
              }
            }
          });
      files.addAll(new RealNames(root).of(found, notes));
    }

    private static boolean isFolder(Path entry) {
      return Files.isDirectory(entry);
    }

    Listing listing() {
      files.sort(Comparator.comparing(Path::toString));
      List<FileVersion> versions = new ArrayList<>();
      try {
        for (Looked looked : Parallel.map(files, Found::look)) {
          looked.version().ifPresent(versions::add);
          looked.unreadable().ifPresent(unreadable::add);
          looked.note().ifPresent(notes::add);
        }
      } catch (IOException e) {
        throw Failures.of(e);
      }
      unreadable.sort(Comparator.comparing(Unreadable::uri));
      return new Listing(versions, notes, unreadable);
    }

    /** One of the three. */
    private record Looked(
        Optional<FileVersion> version, Optional<Unreadable> unreadable, Optional<String> note) {}

    private static Looked look(Path file) throws IOException {
      try {
        Optional<FileVersion> version = FileIdentity.version(file.toString(), file);
        Optional<String> note =
            version.isPresent()
                ? Optional.empty()
                : Optional.of(
                    "left out "
                        + file
                        + ": it was still being written while it was read; the next run takes it");
        return new Looked(version, Optional.empty(), note);
      } catch (NoSuchFileException e) {
        return new Looked(
            Optional.empty(), Optional.empty(), Optional.of("left out " + file + ": it is gone"));
      } catch (IOException e) {
        if (OpenFiles.usedUp(e)) {
          throw e;
        }
        Unreadable why = new Unreadable(file.toString(), LocalTree.why(e));
        return new Looked(Optional.empty(), Optional.of(why), Optional.empty());
      }
    }
  }
}
