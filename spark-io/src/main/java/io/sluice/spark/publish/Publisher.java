package io.sluice.spark.publish;

import io.sluice.spark.store.Storage;
import io.sluice.spark.store.Storages;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Makes a run's files visible and invisible. Every step can be done again after a crash: what was
 * done already is passed over.
 */
public final class Publisher {
  private final Storage storage;
  private final String location;

  /**
   * @param location the table's: all paths lie below it
   */
  public Publisher(Storages storages, String location) throws IOException {
    this.storage = storages.at(location);
    this.location = PendingArea.withoutSlash(location);
  }

  /**
   * Moves each pending file to its final path, then removes the files that these replace. A crash
   * in between is carried through by calling it again with the same arguments.
   *
   * @param replaced paths of published files whose rows the new files hold in their stead
   * @throws IOException if a file is at neither of its paths, or something else is at its final one
   */
  public void publish(List<PendingFile> files, List<String> replaced) throws IOException {
    Set<String> folders = new HashSet<>();
    for (PendingFile file : files) {
      folders.add(parent(file.finalPath()));
      boolean pending = storage.exists(file.pendingPath());
      boolean published = storage.exists(file.finalPath());
      if (pending && published) {
        throw new IOException(
            "Cannot publish "
                + file.pendingPath()
                + " because another file is already at "
                + file.finalPath()
                + ". Move that file away, then run the ingest again: it finishes what this run began.");
      }
      if (!pending && !published) {
        throw new IOException(
            "Cannot publish "
                + file.finalPath()
                + " because it is neither there nor pending at "
                + file.pendingPath()
                + ": it was removed from outside. Ingest its source files again.");
      }
      if (pending) {
        storage.move(file.pendingPath(), file.finalPath());
      }
    }
    // Before the replaced files go: their rows must not be lost in between.
    storage.makeDurable(folders);
    remove(replaced);
  }

  /** Removes published files, and the partition folders that this leaves empty. */
  public void rollback(List<String> finalPaths) throws IOException {
    remove(finalPaths);
  }

  private void remove(List<String> paths) throws IOException {
    Set<String> folders = new HashSet<>();
    for (String path : paths) {
      storage.delete(path);
      folders.add(parent(path));
    }
    for (String folder : folders) {
      String at = folder;
      while (at.startsWith(location + "/") && storage.filesBelow(at).isEmpty()) {
        storage.deleteTree(at);
        at = parent(at);
      }
    }
  }

  private static String parent(String path) {
    return path.substring(0, path.lastIndexOf('/'));
  }
}
