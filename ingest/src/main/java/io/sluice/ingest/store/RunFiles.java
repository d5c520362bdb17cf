package io.sluice.ingest.store;

import io.sluice.spec.lake.TableLayout;
import java.io.Serializable;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What one run writes at one table's location, or at that of its rejects.
 *
 * @param location without a slash at the end
 */
public record RunFiles(String location, String runId) implements Serializable {
  /** What a file's name has besides the run's id, with room for tasks of many digits. */
  private static final int NAME_REST = 30;

  private static final int UUID_LENGTH = 36;

  /** File systems take 255, of which a random id takes 37; ids of runs may have 200. */
  private static final int MOST_OF_NAME = 210;

  /** A run's id, and what comes after it in the names of its files. */
  private static final Pattern NAME =
      Pattern.compile("(.+)-(?:\\d{5,}-\\d{4,}|(?:rewrite|copy)-\\d{4,})\\.parquet");

  /**
   * The run that gave a file its name, if it is a run's file.
   *
   * @param name without folders
   */
  public static Optional<String> owner(String name) {
    Matcher matcher = NAME.matcher(name);
    return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
  }

  /**
   * Whether a file is this run's. Its name begins with the run's id and a hyphen; but so do those
   * of a run whose id continues this one's, as further attempts of a named run do.
   *
   * @param name without folders
   */
  public boolean owns(String name) {
    return owner(name).map(runId::equals).orElse(name.startsWith(runId + "-"));
  }

  /** How many bytes the names of files have at most that a run with an id of that length makes. */
  public static int mostNameBytes(int idLength) {
    return idLength + NAME_REST;
  }

  /** The same of places that pending and scratch files have below the location, with folders. */
  public static int mostPendingBytes(int idLength) {
    int name = UUID_LENGTH + 1 + Math.min(MOST_OF_NAME, mostNameBytes(idLength));
    return TableLayout.PENDING_FOLDER.length() + 1 + idLength + 1 + name;
  }

  /** The name of the run's n-th file that replaces another without some of its rows. */
  public String rewriteName(int sequence) {
    return String.format(Locale.ROOT, "%s-rewrite-%04d.parquet", runId, sequence);
  }

  /** The name of the run's n-th file that is another's copy in a new folder. */
  public String copyName(int sequence) {
    return String.format(Locale.ROOT, "%s-copy-%04d.parquet", runId, sequence);
  }

  /**
   * Where file number {@code sequence} of a task lies in the table's folder: in its partition's
   * folder, under a name that no other file of the table has, but every attempt of the task gives.
   */
  public String relativePath(String partitionPath, int task, int sequence) {
    String name = String.format(Locale.ROOT, "%s-%05d-%04d.parquet", runId, task, sequence);
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
    return pendingFolder()
        + "/"
        + UUID.randomUUID()
        + "-"
        + name.substring(Math.max(0, name.length() - MOST_OF_NAME));
  }

  /** Where something lies that is named relative to the location. */
  public String path(String relativePath) {
    return location + "/" + relativePath;
  }
}
