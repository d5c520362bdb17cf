package io.sluice.ingest.plan;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;
import java.util.Map;

/**
 * What an ingest would do, for people and programs. {@link PlanJson} writes it without its groups.
 *
 * @param filesInTable what is there already, and would not be read
 */
public record PlanReport(
    String dataset,
    @JsonUnwrapped Table table,
    List<PlannedFile> files,
    List<String> filesInTable,
    @JsonUnwrapped Layout layout,
    @JsonUnwrapped Work work,
    List<String> drift,
    List<String> warnings) {

  /**
   * Where the rows would go.
   *
   * @param newTable whether the table would be made
   */
  public record Table(String table, String location, boolean newTable) {}

  /** How the table would be. */
  public record Layout(List<PlannedColumn> columns, List<String> partitionKeys) {
    /** Not to be told. */
    static final Layout NONE = new Layout(List.of(), List.of());
  }

  /**
   * What there would be to do.
   *
   * @param tasks how many tasks would read
   * @param ranges how many byte ranges the files would be read in
   * @param engine what would run the tasks, and why
   * @param executionPath how what is read reaches the files
   */
  public record Work(int tasks, int ranges, long bytes, String engine, String executionPath) {}

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
