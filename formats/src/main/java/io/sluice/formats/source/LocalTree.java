package io.sluice.formats.source;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.EnumSet;
import java.util.Optional;

/** Files below a folder of this machine. */
public final class LocalTree {
  private static final int FILE_TYPE = 0xF000;
  private static final int FIFO = 0x1000;
  private static final int CHARACTER_DEVICE = 0x2000;
  private static final int BLOCK_DEVICE = 0x6000;
  private static final int SOCKET = 0xC000;

  private LocalTree() {}

  /** Which links are followed. */
  public enum Links {
    /** Those to what lies in the folder too. */
    INSIDE,
    ANYWHERE
  }

  /** Is shown what there is. */
  public interface Visitor {
    /** A regular file, or a link to one. */
    void file(Path file);

    /** An entry that cannot be read, or that is not to be. */
    void unreadable(Path entry, String why);
  }

  /**
   * Shows all files below a folder, in no order, and what else lies there. What lies in hidden
   * folders is not looked at, but the folder itself may be one.
   *
   * @param depth how far below the folder; 1 is what lies in it
   * @throws IOException if the folder itself cannot be looked at, or too many files are open
   */
  public static void walk(Path root, int depth, Links links, Visitor visitor) throws IOException {
    Files.walkFileTree(
        root, EnumSet.of(FileVisitOption.FOLLOW_LINKS), depth, new Walk(root, links, visitor));
  }

  /** Why something that is there is no file to read; empty if it is one. */
  public static Optional<String> notRegular(Path entry) throws IOException {
    if (Files.isRegularFile(entry)) {
      return Optional.empty();
    }
    String what =
        switch ((int) Files.getAttribute(entry, "unix:mode") & FILE_TYPE) {
          case FIFO -> "a FIFO";
          case CHARACTER_DEVICE, BLOCK_DEVICE -> "a device";
          case SOCKET -> "a socket";
          default -> "a special file";
        };
    return Optional.of("it is " + what + ": only regular files are read");
  }

  /** What keeps a file from being read, for people. */
  public static String why(IOException failure) {
    if (failure instanceof AccessDeniedException) {
      return "permission denied: give this user the right to read it";
    }
    if (failure instanceof FileSystemLoopException) {
      return "a link that leads back to a folder it lies in";
    }
    if (failure instanceof NoSuchFileException) {
      return "it is gone";
    }
    if (failure instanceof FileSystemException file && file.getReason() != null) {
      return file.getReason();
    }
    return String.valueOf(failure.getMessage());
  }

  /** Whether a name begins as those of files that are not, or not yet, data. */
  public static boolean isHidden(Path path) {
    String name = path.getFileName() == null ? "" : path.getFileName().toString();
    return name.startsWith(".") || name.startsWith("_");
  }

  private static final class Walk extends SimpleFileVisitor<Path> {
    private final Path root;
    private final Path realRoot;
    private final Links links;
    private final Visitor visitor;

    Walk(Path root, Links links, Visitor visitor) throws IOException {
      this.root = root;
      this.realRoot = root.toRealPath();
      this.links = links;
      this.visitor = visitor;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
      if (folder.equals(root)) {
        return FileVisitResult.CONTINUE;
      }
      if (isHidden(folder)) {
        return FileVisitResult.SKIP_SUBTREE;
      }
      Optional<String> why = notFollowed(folder);
      why.ifPresent(text -> visitor.unreadable(folder, text));
      return why.isPresent() ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      // At the greatest depth folders come here too.
      if (!attributes.isDirectory()) {
        Optional<String> why = notFollowed(file);
        if (why.isEmpty() && !attributes.isRegularFile()) {
          why = special(file);
        }
        why.ifPresentOrElse(text -> visitor.unreadable(file, text), () -> visitor.file(file));
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path entry, IOException failure) throws IOException {
      if (entry.equals(root) || OpenFiles.usedUp(failure)) {
        throw failure;
      }
      // What is gone by now is no entry any more.
      if (!(failure instanceof NoSuchFileException) && !isHidden(entry)) {
        visitor.unreadable(entry, why(failure));
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, IOException failure) {
      if (failure != null) {
        visitor.unreadable(folder, "not all of it could be listed: " + why(failure));
      }
      return FileVisitResult.CONTINUE;
    }

    private Optional<String> notFollowed(Path entry) {
      if (!survivesAsText(entry)) {
        return Optional.of("its name is not valid UTF-8, and no report could name it: rename it");
      }
      if (!Files.isSymbolicLink(entry)) {
        return Optional.empty();
      }
      try {
        Path target = entry.toRealPath();
        return links == Links.ANYWHERE || target.startsWith(realRoot)
            ? Optional.empty()
            : Optional.of(
                "a link that leads out of the folder: source.follow_links: true follows such");
      } catch (NoSuchFileException e) {
        return Optional.of("a link that leads nowhere");
      } catch (FileSystemException e) {
        return Optional.of("a link that cannot be followed: " + why(e));
      } catch (IOException e) {
        return Optional.of(why(e));
      }
    }

    private static boolean survivesAsText(Path entry) {
      try {
        return Path.of(entry.toString()).equals(entry);
      } catch (InvalidPathException e) {
        return false;
      }
    }

    private static Optional<String> special(Path file) {
      try {
        return notRegular(file);
      } catch (IOException e) {
        return Optional.of(why(e));
      }
    }
  }
}
