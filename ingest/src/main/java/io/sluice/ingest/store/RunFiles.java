package io.sluice.ingest.store;

import java.io.Serializable;

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

  /** Where something lies that is named relative to the location. */
  public String path(String relativePath) {
    return location + "/" + relativePath;
  }
}
