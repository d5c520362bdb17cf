package io.sluice.cli.detect;

import io.sluice.cli.error.UsageException;
import io.sluice.formats.source.LocalTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The files that arguments stand for; as an ingest does it, hidden ones are left out. */
final class FileList {
  private FileList() {}

  /**
   * A file, or an entry of a folder that is none or is not to be read.
   *
   * @param why it is not to be read; empty for a file
   */
  record Listed(Path path, String why) {}

  /**
   * All files below the folders, and the files named, each once, by path.
   *
   * @throws UsageException if one does not exist, or if there is no file at all
   */
  static List<Listed> of(List<Path> named) throws IOException {
    TreeMap<Path, Listed> files = new TreeMap<>();
    for (Path path : named) {
      if (Files.isDirectory(path)) {
        below(path, files);
      } else if (Files.exists(path)) {
        files.put(path, new Listed(path, ""));
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
    return List.copyOf(files.values());
  }

  /** What an ingest passes over, links out of the folder among them, is shown as such. */
  private static void below(Path folder, Map<Path, Listed> files) throws IOException {
    LocalTree.walk(
        folder,
        Integer.MAX_VALUE,
        LocalTree.Links.INSIDE,
        new LocalTree.Visitor() {
          @Override
          public void file(Path file) {
            if (!LocalTree.isHidden(file)) {
              files.put(file, new Listed(file, ""));
            }
          }

          @Override
          public void unreadable(Path entry, String why) {
            if (!LocalTree.isHidden(entry)) {
              // A file that was named by itself is read all the same.
              files.putIfAbsent(entry, new Listed(entry, why));
            }
          }
        });
  }
}
