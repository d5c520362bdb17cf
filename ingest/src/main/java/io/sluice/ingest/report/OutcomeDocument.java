package io.sluice.ingest.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.ingest.failure.ExitCode;
import io.sluice.ingest.failure.Failures;
import io.sluice.spec.report.RunReport;
import io.sluice.spec.report.RunReport.FileState;
import io.sluice.spec.report.RunReport.RunState;
import java.util.List;
import java.util.Locale;

/**
 * How an ingest ended, in a small JSON document for whoever started it and gets no other answer: a
 * state machine, a scheduler. The groups are not to be seen in it. The run's report has all of it.
 */
public record OutcomeDocument(Ended ended, Run run, Counts counts, Told told) {
  private static final int VERSION = 1;
  private static final int MOST_REASONS = 3;
  private static final int MOST_WARNINGS = 10;
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .serializationInclusion(JsonInclude.Include.NON_NULL)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  /**
   * How it ended.
   *
   * @param outcome one of {@link End}, in lower case
   * @param exitCode the process's
   */
  public record Ended(String outcome, int exitCode) {}

  /** Which run it was; the id is empty if none began. */
  public record Run(String runId, String dataset, String table) {}

  /** Source files that the run read, and their records. */
  public record Counts(
      long files, long read, long written, long rejected, long filtered, long deduplicated) {}

  /**
   * What people are told.
   *
   * @param reasons the most frequent causes of rejection, at most three, with their counts
   * @param report where the run's report lies; empty if there is none
   * @param message what failed; empty if nothing did
   */
  public record Told(List<String> reasons, List<String> warnings, String report, String message) {}

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
    RunReport.Counts totals = report.data().totals();
    return new OutcomeDocument(
        new Ended(end(report.end().state(), exitCode).text(), exitCode.code()),
        new Run(report.run().runId(), report.run().dataset(), report.run().table()),
        new Counts(
            report.data().files().stream().filter(file -> file.state() == FileState.READ).count(),
            totals.read(),
            totals.written(),
            totals.rejected(),
            totals.filtered(),
            totals.deduplicated()),
        new Told(
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
            report.end().failure().orElse("")));
  }

  /** Of a failure before any run began. */
  public static OutcomeDocument of(Throwable failure) {
    return of(Failures.exitCode(failure), "", Failures.message(failure));
  }

  /** The same in other words. */
  public static OutcomeDocument of(ExitCode exitCode, String dataset, String message) {
    End end = exitCode == ExitCode.USAGE ? End.USAGE : End.FAILED;
    return new OutcomeDocument(
        new Ended(end.text(), exitCode.code()),
        new Run("", dataset, ""),
        new Counts(0, 0, 0, 0, 0, 0),
        new Told(List.of(), List.of(), "", message));
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
      ObjectNode json = JSON.createObjectNode().put("v", VERSION);
      for (Object group : List.of(ended, run, counts, told)) {
        json.setAll(JSON.<ObjectNode>valueToTree(group));
      }
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(json);
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
      return new OutcomeDocument(
          JSON.readValue(json, Ended.class),
          JSON.readValue(json, Run.class),
          JSON.readValue(json, Counts.class),
          JSON.readValue(json, Told.class));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not an outcome: " + e.getOriginalMessage(), e);
    }
  }
}
