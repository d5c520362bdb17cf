package io.sluice.ingest.place;

import java.io.Serializable;
import java.util.Map;

/**
 * In which folder of each partition's a run puts its files: all that a task must know of {@link
 * Places}.
 *
 * @param usual below a partition's folder; empty: the partition's folder itself
 * @param others by a partition's path ({@code year=2024/carrier=AA}; empty for the one partition of
 *     a table without keys): where it is not the usual one
 */
public record Folders(String usual, Map<String, String> others) implements Serializable {
  /** Every partition's folder itself. */
  public static final Folders PLAIN = new Folders("", Map.of());

  public Folders {
    others = Map.copyOf(others);
  }

  /** Where files of a partition go, relative to the table's location; empty: there. */
  public String of(String partitionPath) {
    String folder = others.getOrDefault(partitionPath, usual);
    return partitionPath.isEmpty() || folder.isEmpty()
        ? partitionPath + folder
        : partitionPath + "/" + folder;
  }
}
