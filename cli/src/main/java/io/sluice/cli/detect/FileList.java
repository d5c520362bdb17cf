package io.sluice.cli.detect;

import io.sluice.cli.error.UsageException;
import io.sluice.formats.source.LocalTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** The files that arguments stand for; as an ingest does it, hidden ones are left out. */
final class FileList {
  private FileList() {}

  /**
   * All files below the folders, and the files named, each once, by path.
   *
   * @throws UsageException if one does not exist, or if there is no file at all
   */
  static List<Path> of(List<Path> named) throws IOException {
    TreeSet<Path> files = new TreeSet<>();
    for (Path path : named) {
      if (Files.isDirectory(path)) {
        files.addAll(below(path));
      } else if (Files.exists(path)) {
        files.add(path);
      } else {
        throw new UsageException(path + " does not exist: name a file or a folder");
      }
    }
    if (files.isEmpty()) {
      throw new UsageException(
          "there is no file in "
              + named.get(0)
              + ": name another folder, or a file by itself if its name begins with '.' or '_'");
    }
    return List.copyOf(files);
  }

  /** What is no file to read is shown as such, like a file whose content cannot be read. */
  private static List<Path> below(Path folder) throws IOException {
    List<Path> files = new ArrayList<>();
    LocalTree.walk(
        folder,
        Integer.MAX_VALUE,
        LocalTree.Links.ANYWHERE,
        new LocalTree.Visitor() {
          @Override
          public void file(Path file) {
            if (!LocalTree.isHidden(file)) {
              files.add(file);
            }
          }

          @Override
          public void unreadable(Path entry, String why) {
            if (!LocalTree.isHidden(entry)) {
              files.add(entry);
            }
          }
        });
    return files;
  }
}
