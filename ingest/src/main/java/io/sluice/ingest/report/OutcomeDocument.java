package io.sluice.ingest.report;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.sluice.ingest.failure.ExitCode;
import io.sluice.ingest.failure.Failures;
import io.sluice.spec.report.RunReport;
import io.sluice.spec.report.RunReport.FileState;
import io.sluice.spec.report.RunReport.RunState;
import java.util.List;
import java.util.Locale;

/**
 * How an ingest ended, in a small JSON document for whoever started it and gets no other answer: a
 * state machine, a scheduler. The run's report has all of it.
 *
 * @param version of this form
 * @param outcome one of {@link End}, in lower case
 * @param exitCode the process's
 * @param runId empty if no run began
 * @param files source files that the run took
 * @param reasons the most frequent causes of rejection, at most three, with their counts
 * @param report where the run's report lies; empty if there is none
 * @param message what failed, for people; empty if nothing did
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record OutcomeDocument(
    @JsonProperty("v") int version,
    @JsonProperty("outcome") String outcome,
    @JsonProperty("exit_code") int exitCode,
    @JsonProperty("run_id") String runId,
    @JsonProperty("dataset") String dataset,
    @JsonProperty("table") String table,
    @JsonProperty("files") long files,
    @JsonProperty("read") long read,
    @JsonProperty("written") long written,
    @JsonProperty("rejected") long rejected,
    @JsonProperty("filtered") long filtered,
    @JsonProperty("deduplicated") long deduplicated,
    @JsonProperty("reasons") List<String> reasons,
    @JsonProperty("warnings") List<String> warnings,
    @JsonProperty("report") String report,
    @JsonProperty("message") String message) {
  private static final int VERSION = 1;
  private static final int MOST_REASONS = 3;
  private static final int MOST_WARNINGS = 10;
  private static final JsonMapper JSON = new JsonMapper();

  /** The four ends. */
  public enum End {
    COMMITTED,
    NOTHING_TO_DO,
    /** By the spec's limits: nothing was published. */
    REFUSED,
    /** May be tried again. */
    FAILED,
    /** The spec or the call is wrong: trying again changes nothing. */
    USAGE;

    /** How it is written. */
    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * Of a run that has a report.
   *
   * @param at where the report lies
   */
  public static OutcomeDocument of(RunReport report, ExitCode exitCode, String at) {
    return new OutcomeDocument(
        VERSION,
        end(report.end().state(), exitCode).text(),
        exitCode.code(),
        report.run().runId(),
        report.run().dataset(),
        report.run().table(),
        report.data().files().stream().filter(file -> file.state() == FileState.READ).count(),
        report.data().totals().read(),
        report.data().totals().written(),
        report.data().totals().rejected(),
        report.data().totals().filtered(),
        report.data().totals().deduplicated(),
        report.findings().rejects().stream()
            .limit(MOST_REASONS)
            .map(
                reject ->
                    reject.rows()
                        + " x "
                        + reject.code()
                        + (reject.column().isEmpty() ? "" : " in column " + reject.column()))
            .toList(),
        report.findings().warnings().stream().limit(MOST_WARNINGS).toList(),
        at,
        report.end().failure().orElse(""));
  }

  /** Of a failure before any run began. */
  public static OutcomeDocument of(Throwable failure) {
    return of(Failures.exitCode(failure), "", Failures.message(failure));
  }

  /** The same in other words. */
  public static OutcomeDocument of(ExitCode exitCode, String dataset, String message) {
    End end = exitCode == ExitCode.USAGE ? End.USAGE : End.FAILED;
    return new OutcomeDocument(
        VERSION,
        end.text(),
        exitCode.code(),
        "",
        dataset,
        "",
        0,
        0,
        0,
        0,
        0,
        0,
        List.of(),
        List.of(),
        "",
        message);
  }

  private static End end(RunState state, ExitCode exitCode) {
    return switch (exitCode) {
      case DONE -> state == RunState.NOTHING_TO_DO ? End.NOTHING_TO_DO : End.COMMITTED;
      case REFUSED -> End.REFUSED;
      case USAGE -> End.USAGE;
      case FAILED -> End.FAILED;
    };
  }

  /** As JSON, in UTF-8. */
  public byte[] json() {
    try {
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("an outcome is text and numbers", e);
    }
  }

  /**
   * One that was written.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static OutcomeDocument parse(String json) {
    try {
      return JSON.readValue(json, OutcomeDocument.class);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not an outcome: " + e.getOriginalMessage(), e);
    }
  }
}
