package io.sluice.spec.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.spec.report.RunReport.Data;
import io.sluice.spec.report.RunReport.End;
import io.sluice.spec.report.RunReport.Findings;
import io.sluice.spec.report.RunReport.Run;
import java.util.List;
import java.util.Map;

/** Run reports as JSON; docs/schema/run-report.schema.json says what it looks like. */
public final class RunReports {
  private static final String VERSION = "schema_version";

  /** What belongs to no group. */
  private record Rest(Map<String, Double> stages, Map<String, String> settings) {}

  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .enable(SerializationFeature.INDENT_OUTPUT)
          // A version may gain fields; a program built earlier reads what it knows.
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .addModule(new ReportTypes())
          .build();

  private RunReports() {}

  /** Indented, snake_case keys, instants in ISO 8601, ending in a newline. */
  public static String toJson(RunReport report) {
    try {
      ObjectNode json = MAPPER.createObjectNode().put(VERSION, report.schemaVersion());
      Rest rest = new Rest(report.stages(), report.settings());
      for (Object group :
          List.of(report.run(), report.end(), report.data(), report.findings(), rest)) {
        json.setAll(MAPPER.<ObjectNode>valueToTree(group));
      }
      return MAPPER.writeValueAsString(json) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(
          "run report " + report.run().runId() + " cannot be written", e);
    }
  }

  /**
   * Reads what {@link #toJson} wrote.
   *
   * @throws IllegalArgumentException if the text is no run report, or one of a later version
   */
  public static RunReport fromJson(String json) {
    try {
      JsonNode tree = MAPPER.readTree(json);
      int version = tree.path(VERSION).asInt(0);
      if (version < 1 || version > RunReport.SCHEMA_VERSION) {
        throw new IllegalArgumentException(
            version < 1
                ? "this is not a run report: it has no schema_version"
                : "this run report has schema_version "
                    + version
                    + ", but this Sluice reads up to "
                    + RunReport.SCHEMA_VERSION
                    + "; use a newer one");
      }
      Rest rest = MAPPER.treeToValue(tree, Rest.class);
      return new RunReport(
          version,
          MAPPER.treeToValue(tree, Run.class),
          MAPPER.treeToValue(tree, End.class),
          MAPPER.treeToValue(tree, Data.class),
          MAPPER.treeToValue(tree, Findings.class),
          rest.stages(),
          rest.settings());
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("this is not a run report: " + e.getOriginalMessage(), e);
    }
  }
}
