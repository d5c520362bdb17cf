package io.sluice.formats.source;

import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.EnumSet;
import java.util.function.Consumer;

/** Files below a folder of this machine. */
public final class LocalTree {
  private LocalTree() {}

  /**
   * Shows all files below a folder, in no order; links are followed. What lies in hidden folders is
   * not looked at, but the folder itself may be one.
   *
   * @throws IOException if something there cannot be looked at
   */
  public static void walk(Path root, Consumer<Path> files) throws IOException {
    Files.walkFileTree(
        root,
        EnumSet.of(FileVisitOption.FOLLOW_LINKS),
        Integer.MAX_VALUE,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            return isHidden(folder) && !folder.equals(root)
                ? FileVisitResult.SKIP_SUBTREE
                : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            files.accept(file);
            return FileVisitResult.CONTINUE;
          }
        });
  }

  /** Whether a name begins as those of files that are not, or not yet, data. */
  public static boolean isHidden(Path path) {
    String name = path.getFileName() == null ? "" : path.getFileName().toString();
    return name.startsWith(".") || name.startsWith("_");
  }
}
