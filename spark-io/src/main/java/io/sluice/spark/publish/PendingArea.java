package io.sluice.spark.publish;

import io.sluice.spark.store.Storage;
import io.sluice.spark.store.Storages;
import java.io.IOException;
import java.io.Serializable;
import java.util.List;

/**
 * Where a run's files lie until they are published: {@code <location>/_sluice_pending/<run>}, which
 * readers of the table pass over because of the underscore.
 */
public final class PendingArea implements Serializable {
  private static final String FOLDER = "_sluice_pending";

  private final String location;
  private final String runId;

  /**
   * @param location the table's
   */
  public PendingArea(String location, String runId) {
    this.location = withoutSlash(location);
    this.runId = runId;
  }

  /** The runs that have files pending at a table's location, sorted. */
  public static List<String> runs(Storages storages, String location) throws IOException {
    return storages.at(location).foldersIn(withoutSlash(location) + "/" + FOLDER);
  }

  /** The run's folder. */
  public String folder() {
    return location + "/" + FOLDER + "/" + runId;
  }

  /** The folder of one attempt of one task. No two attempts share it. */
  public String taskFolder(int task, long attempt) {
    return folder() + "/task-" + task + "-" + attempt;
  }

  /**
   * Where file number {@code sequence} of a task lies in the table's folder: in its partition's
   * folder, under a name that no other file of the table has, but every attempt of the task gives.
   */
  public String relativePath(String partitionPath, int task, int sequence) {
    String name = "%s-%05d-%04d.parquet".formatted(runId, task, sequence);
    return partitionPath.isEmpty() ? name : partitionPath + "/" + name;
  }

  /** Where a file waits that an attempt has written. */
  public String pendingPath(String relativePath, int task, long attempt) {
    return taskFolder(task, attempt) + "/" + relativePath;
  }

  /** Where it will lie. */
  public String finalPath(String relativePath) {
    return location + "/" + relativePath;
  }

  /** All files of the run that are pending, also those of attempts that failed. */
  public List<String> list(Storages storages) throws IOException {
    return storages.at(location).filesBelow(folder());
  }

  /**
   * Removes whatever of the run is pending: to undo it before anything is published, and to tidy up
   * behind publishing.
   */
  public void discard(Storages storages) throws IOException {
    Storage storage = storages.at(location);
    storage.deleteTree(folder());
    storage.deleteIfEmpty(location + "/" + FOLDER);
  }

  static String withoutSlash(String location) {
    return location.length() > 1 && location.endsWith("/")
        ? location.substring(0, location.length() - 1)
        : location;
  }
}
