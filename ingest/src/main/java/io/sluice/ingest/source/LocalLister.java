package io.sluice.ingest.source;

import io.sluice.formats.source.LocalTree;
import io.sluice.formats.source.Parallel;
import io.sluice.ingest.failure.ExitCode;
import io.sluice.ingest.failure.IngestException;
import io.sluice.ledger.FileVersion;
import io.sluice.spec.lake.Locations;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
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

/**
 * Lists the local file system through {@code java.nio.file}; globs as {@link PathMatcher} has them.
 */
public final class LocalLister implements SourceLister {
  @Override
  public Listing list(String path) {
    List<String> notes = new ArrayList<>();
    List<Path> files = new ArrayList<>();
    try {
      Path exact = exact(path);
      if (exact != null && Files.isRegularFile(exact)) {
        files.add(exact);
      } else if (exact != null && Files.isDirectory(exact)) {
        collect(exact, null, files, notes);
      } else if (isGlob(path)) {
        Path root = globRoot(path);
        if (!Files.isDirectory(root)) {
          throw missing(path, "there is no folder " + root);
        }
        collect(root, matcher(path), files, notes);
      } else {
        throw missing(path, "there is no such file or folder");
      }
    } catch (AccessDeniedException e) {
      throw new IngestException(
          ExitCode.FAILED,
          "cannot read "
              + e.getFile()
              + ": permission denied. Give this user the right to read it, or narrow source.path",
          e);
    } catch (IOException e) {
      throw new IngestException(ExitCode.FAILED, "cannot list " + path + ": " + e.getMessage(), e);
    }
    files.sort(Comparator.comparing(Path::toString));
    return new Listing(versions(files, notes), notes);
  }

  private static List<FileVersion> versions(List<Path> files, List<String> notes) {
    List<FileVersion> versions = new ArrayList<>();
    try {
      List<Optional<FileVersion>> found = Parallel.map(files, LocalLister::version);
      for (int i = 0; i < files.size(); i++) {
        if (found.get(i).isPresent()) {
          versions.add(found.get(i).get());
        } else {
          notes.add(
              "left out "
                  + files.get(i)
                  + ": it was still being written while it was read; the next run takes it");
        }
      }
      return versions;
    } catch (IOException e) {
      throw new IngestException(ExitCode.FAILED, e.getMessage(), e);
    }
  }

  @Override
  public boolean unchanged(FileVersion file) {
    try {
      BasicFileAttributes now =
          Files.readAttributes(Locations.source(file.uri()), BasicFileAttributes.class);
      return now.size() == file.size()
          && now.lastModifiedTime().to(TimeUnit.NANOSECONDS) == file.modified();
    } catch (NoSuchFileException e) {
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

  private static boolean isGlob(String path) {
    return path.chars().anyMatch(c -> "*?[{".indexOf(c) >= 0);
  }

  /** The deepest folder above the first wildcard. */
  private static Path globRoot(String glob) {
    int wildcard = 0;
    while ("*?[{".indexOf(glob.charAt(wildcard)) < 0) {
      wildcard++;
    }
    int slash = glob.lastIndexOf('/', wildcard);
    return Path.of(slash < 0 ? "" : glob.substring(0, slash + 1)).toAbsolutePath().normalize();
  }

  private static PathMatcher matcher(String glob) {
    String absolute =
        glob.startsWith("/") ? glob : Path.of("").toAbsolutePath().normalize() + "/" + glob;
    return FileSystems.getDefault().getPathMatcher("glob:" + absolute);
  }

  private static void collect(Path root, PathMatcher wanted, List<Path> files, List<String> notes)
      throws IOException {
    LocalTree.walk(
        root,
        file -> {
          boolean asked = wanted == null || wanted.matches(file);
          if (asked && LocalTree.isHidden(file)) {
            notes.add("left out " + file + ": its name begins with '.' or '_'");
          } else if (asked) {
            files.add(file);
          }
        });
  }

  /** Empty for a file that changes while it is looked at. */
  private static Optional<FileVersion> version(Path file) {
    try {
      return FileIdentity.version(file.toString(), file);
    } catch (AccessDeniedException e) {
      throw new IngestException(
          ExitCode.FAILED,
          "cannot read " + file + ": permission denied. Give this user the right to read it",
          e);
    } catch (IOException e) {
      throw new IngestException(ExitCode.FAILED, "cannot read " + file + ": " + e.getMessage(), e);
    }
  }

  private static IngestException missing(String path, String why) {
    return new IngestException(
        ExitCode.USAGE,
        "source.path " + path + ": " + why + ". Correct the path in the spec, or put files there");
  }
}
