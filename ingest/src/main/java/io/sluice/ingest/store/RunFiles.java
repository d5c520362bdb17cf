package io.sluice.ingest.store;

import io.sluice.spec.lake.TableLayout;
import java.io.Serializable;
import java.util.UUID;

/**
 * What one run writes at one table's location, or at that of its rejects.
 *
 * @param location without a slash at the end
 */
public record RunFiles(String location, String runId) implements Serializable {
  /**
   * Where file number {@code sequence} of a task lies in the table's folder: in its partition's
   * folder, under a name that no other file of the table has, but every attempt of the task gives.
   */
  public String relativePath(String partitionPath, int task, int sequence) {
    String name = "%s-%05d-%04d.parquet".formatted(runId, task, sequence);
    return partitionPath.isEmpty() ? name : partitionPath + "/" + name;
  }

  /** Where the run's pending files lie, relative to the location. */
  public String pendingFolder() {
    return TableLayout.PENDING_FOLDER + "/" + runId;
  }

  /**
   * A place for a pending file, relative to the location; another for every attempt.
   *
   * @param relativePath where the file is to be published
   */
  public String newHandle(String relativePath) {
    String name = relativePath.substring(relativePath.lastIndexOf('/') + 1);
    return pendingFolder() + "/" + UUID.randomUUID() + "-" + name;
  }

  /** Where something lies that is named relative to the location. */
  public String path(String relativePath) {
    return location + "/" + relativePath;
  }
}
