package io.sluice.ingest.plan;

import java.util.List;
import java.util.Map;

/**
 * What an ingest would do, for people and programs.
 *
 * @param tasks how many tasks would read
 * @param ranges how many byte ranges the files would be read in
 * @param newTable whether the table would be made
 * @param engine what would run the tasks, and why
 * @param executionPath how what is read reaches the files
 */
public record PlanReport(
    String dataset,
    String table,
    String location,
    boolean newTable,
    List<PlannedFile> files,
    List<String> filesInTable,
    List<PlannedColumn> columns,
    List<String> partitionKeys,
    int tasks,
    int ranges,
    long bytes,
    String engine,
    String executionPath,
    List<String> drift,
    List<String> warnings) {

  /**
   * A file that would be read.
   *
   * @param change "new", or "changed" where its rows would replace an earlier version's
   * @param ranges in how many parts
   * @param splittable whether more parts would be possible on more processors
   */
  public record PlannedFile(
      String uri,
      long bytes,
      String change,
      String format,
      Map<String, String> settings,
      int ranges,
      boolean splittable,
      List<String> notes) {}

  /**
   * A column that would be written.
   *
   * @param type {@code none yet}: no value was seen so far
   * @param origin spec, table, inferred, added, folder, untyped, or {@code -} where a transform
   *     makes it
   */
  public record PlannedColumn(
      String name, String type, String from, String origin, boolean nullable) {}
}
