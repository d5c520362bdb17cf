package io.sluice.spec.report;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * What a run did, for people and programs. Written as JSON (snake_case keys) into the lake, in
 * which the groups are not to be seen; the schema is versioned by {@link #SCHEMA_VERSION} and
 * described in docs/run-report.md. {@link RunReports} reads and writes it.
 *
 * @param stages wall-clock seconds by stage, in order
 * @param settings what was set, what was detected, for each file family, as shown to the user
 */
public record RunReport(
    int schemaVersion,
    Run run,
    End end,
    Data data,
    Findings findings,
    Map<String, Double> stages,
    Map<String, String> settings) {
  public static final int SCHEMA_VERSION = 1;

  /** Of this version. */
  public RunReport(
      Run run,
      End end,
      Data data,
      Findings findings,
      Map<String, Double> stages,
      Map<String, String> settings) {
    this(SCHEMA_VERSION, run, end, data, findings, stages, settings);
  }

  /** The same run with another end. */
  public RunReport ended(RunState state, Optional<String> failure) {
    End other = new End(state, failure, end.startedAt, end.finishedAt);
    return new RunReport(schemaVersion, run, other, data, findings, stages, settings);
  }

  /** This report with other words for the locations in it: the table's and the outputs'. */
  public RunReport withLocations(UnaryOperator<String> change) {
    Run there = new Run(run.runId, run.dataset, run.table, change.apply(run.location));
    List<OutputFile> outputs =
        data.outputs.stream()
            .map(o -> new OutputFile(change.apply(o.path()), o.partition(), o.rows(), o.bytes()))
            .toList();
    Data moved = new Data(data.totals, data.files, outputs, data.columns);
    return new RunReport(schemaVersion, there, end, moved, findings, stages, settings);
  }

  /** Which run it was, into which table, and where that lies. */
  public record Run(String runId, String dataset, String table, String location) {}

  /**
   * How it ended, and when.
   *
   * @param failure what failed, for people; empty if nothing did
   */
  public record End(
      RunState state, Optional<String> failure, Instant startedAt, Instant finishedAt) {}

  /** What was read and written. */
  public record Data(
      Counts totals, List<FileReport> files, List<OutputFile> outputs, List<ColumnReport> columns) {
    /** Nothing at all. */
    public static final Data NONE = new Data(Counts.ZERO, List.of(), List.of(), List.of());
  }

  /** What was found on the way: records left out, rules broken, changes, warnings. */
  public record Findings(
      List<RejectSummary> rejects,
      List<FilterSummary> filtered,
      List<QualityResult> quality,
      List<String> drift,
      List<String> warnings) {
    /** Nothing. */
    public static final Findings NONE =
        new Findings(List.of(), List.of(), List.of(), List.of(), List.of());

    public Findings {
      // Reports of earlier versions have none.
      filtered = filtered == null ? List.of() : List.copyOf(filtered);
    }
  }

  /** How a run ended. */
  public enum RunState {
    COMMITTED,
    /** There was no new or changed file. */
    NOTHING_TO_DO,
    /** The data broke the spec's limits; nothing was published. */
    REFUSED,
    FAILED
  }

  /** Records, and bytes of the file as it lies in the source. */
  public record Counts(
      long read, long written, long rejected, long filtered, long deduplicated, long bytes) {
    public static final Counts ZERO = new Counts(0, 0, 0, 0, 0, 0);

    /** Whether every record read is accounted for. */
    public boolean balanced() {
      return read == written + rejected + filtered + deduplicated;
    }

    public Counts plus(Counts other) {
      return new Counts(
          read + other.read,
          written + other.written,
          rejected + other.rejected,
          filtered + other.filtered,
          deduplicated + other.deduplicated,
          bytes + other.bytes);
    }
  }

  /** Whether a source file was read. */
  public enum FileState {
    @JsonProperty("read")
    READ,
    /** It could not be, and was passed over. */
    @JsonProperty("unreadable")
    UNREADABLE
  }

  /** One source file. {@code replaced}: this version's rows took the place of an earlier one's. */
  public record FileReport(
      String uri,
      FileState state,
      String identity,
      String format,
      Map<String, String> detected,
      Counts counts,
      boolean replaced,
      List<String> notes) {
    @JsonCreator
    public FileReport {
      // Reports of earlier versions have none: they name only files that were read.
      state = state == null ? FileState.READ : state;
    }

    /** A file that was read. */
    public FileReport(
        String uri,
        String identity,
        String format,
        Map<String, String> detected,
        Counts counts,
        boolean replaced,
        List<String> notes) {
      this(uri, FileState.READ, identity, format, detected, counts, replaced, notes);
    }

    /** An entry that could not be read. */
    public static FileReport unreadable(String uri, String why) {
      return new FileReport(
          uri, FileState.UNREADABLE, "", "", Map.of(), Counts.ZERO, false, List.of(why));
    }
  }

  /** One Parquet file written. */
  public record OutputFile(String path, String partition, long rows, long bytes) {}

  /** A column of the table with what the run put into it; min and max as text. */
  public record ColumnReport(
      String name, String type, long nulls, Optional<String> min, Optional<String> max) {}

  /** Rejects by reason. */
  public record RejectSummary(String code, String column, long rows, String example) {}

  /**
   * Records left out on purpose, by reason.
   *
   * @param file where the example stands; empty: in none
   * @param example the first of them; of {@code filter} the conditions
   */
  public record FilterSummary(String reason, long rows, String file, String example) {
    /** These, and others with the same reason that come after them. */
    public FilterSummary plus(FilterSummary later) {
      return new FilterSummary(reason, rows + later.rows, file, example);
    }
  }

  /** A rule and how many rows broke it. */
  public record QualityResult(String name, String severity, long violations, boolean passed) {}
}
