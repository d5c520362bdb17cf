package io.sluice.spec.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import io.sluice.spec.report.RunReport.ColumnReport;
import io.sluice.spec.report.RunReport.Counts;
import io.sluice.spec.report.RunReport.Data;
import io.sluice.spec.report.RunReport.End;
import io.sluice.spec.report.RunReport.FileReport;
import io.sluice.spec.report.RunReport.FilterSummary;
import io.sluice.spec.report.RunReport.Findings;
import io.sluice.spec.report.RunReport.OutputFile;
import io.sluice.spec.report.RunReport.QualityResult;
import io.sluice.spec.report.RunReport.RejectSummary;
import io.sluice.spec.report.RunReport.Run;
import io.sluice.spec.report.RunReport.RunState;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RunReportsTest {
  private static final Path DOCS = Path.of(System.getProperty("sluice.root"), "docs");

  private static RunReport report(RunState state, Optional<String> failure) {
    Counts counts = new Counts(10, 5, 2, 2, 1, 999);
    Map<String, Double> stages = new LinkedHashMap<>();
    stages.put("read", 1.5);
    stages.put("publish", 0.25);
    return new RunReport(
        new Run("20240102-030405-abcd", "flights", "analytics.flights", "s3://lake/flights/"),
        new End(
            state,
            failure,
            Instant.parse("2024-01-02T03:04:05.123456Z"),
            Instant.parse("2024-01-02T03:04:06Z")),
        new Data(
            counts,
            List.of(
                new FileReport(
                    "s3://in/노선.csv",
                    "etag",
                    "csv",
                    Map.of("delimiter", ","),
                    counts,
                    true,
                    List.of("note"))),
            List.of(new OutputFile("p/part-0.parquet", "year=2024", 5, 100)),
            List.of(new ColumnReport("a", "int", 1, Optional.of("1"), Optional.empty()))),
        new Findings(
            List.of(new RejectSummary("not_a_number", "a", 2, "'x' is not a number")),
            List.of(new FilterSummary("comment", 2, "s3://in/노선.csv", "# made by hand")),
            List.of(new QualityResult("not_null_a", "warn", 1, false)),
            List.of("new column b"),
            List.of()),
        stages,
        Map.of("format", "csv (detected)"));
  }

  @Test
  void readsBackWhatItWrote() {
    for (RunState state : RunState.values()) {
      RunReport report = report(state, Optional.of("too many rejects"));
      assertEquals(report, RunReports.fromJson(RunReports.toJson(report)));
    }
    RunReport good = report(RunState.COMMITTED, Optional.empty());
    assertEquals(good, RunReports.fromJson(RunReports.toJson(good)));
    assertEquals(
        List.of("read", "publish"),
        List.copyOf(RunReports.fromJson(RunReports.toJson(good)).stages().keySet()));
  }

  /** Byte for byte: lakes are full of such reports, and programs read them. */
  @Test
  void isWrittenAsItAlwaysWas() throws IOException {
    assertEquals(kept(), RunReports.toJson(report(RunState.COMMITTED, Optional.empty())));
  }

  @Test
  void readsWhatLiesInLakes() throws IOException {
    RunReport report = report(RunState.COMMITTED, Optional.empty());
    assertEquals(report, RunReports.fromJson(kept()));
    ObjectMapper mapper = new ObjectMapper();
    ObjectNode early = (ObjectNode) mapper.readTree(kept());
    early.remove("filtered");
    ((ObjectNode) early.path("files").get(0)).remove("state");
    RunReport read = RunReports.fromJson(early.toString());
    assertEquals(report.data(), read.data());
    assertEquals(List.of(), read.findings().filtered());
    assertEquals(report.findings().quality(), read.findings().quality());
  }

  private static String kept() throws IOException {
    try (InputStream in = RunReportsTest.class.getResourceAsStream("/reports/version-1.json")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void jsonIsAsTheSchemaSays() throws IOException {
    JsonSchema schema =
        JsonSchemaFactory.getInstance(VersionFlag.V202012)
            .getSchema(Files.readString(DOCS.resolve("schema/run-report.schema.json")));
    JsonNode json =
        new ObjectMapper()
            .readTree(RunReports.toJson(report(RunState.NOTHING_TO_DO, Optional.empty())));
    assertTrue(schema.validate(json).isEmpty(), () -> schema.validate(json).toString());
    assertEquals("nothing_to_do", json.path("state").asText());
    assertEquals("2024-01-02T03:04:05.123456Z", json.path("started_at").asText());
    assertTrue(json.path("failure").isNull());
  }

  @Test
  void everyFieldIsExplained() throws IOException {
    String page = Files.readString(DOCS.resolve("run-report.md"));
    JsonNode json =
        new ObjectMapper()
            .readTree(RunReports.toJson(report(RunState.COMMITTED, Optional.empty())));
    json.fieldNames()
        .forEachRemaining(name -> assertTrue(page.contains("| `" + name + "` |"), name));
    for (String list : List.of("files", "outputs", "columns", "rejects", "quality")) {
      json.path(list)
          .get(0)
          .fieldNames()
          .forEachRemaining(name -> assertTrue(page.contains("| `" + name + "` |"), name));
    }
  }

  @Test
  void refusesOtherVersionsAndOtherThings() {
    String later =
        RunReports.toJson(report(RunState.COMMITTED, Optional.empty()))
            .replace("\"schema_version\" : 1", "\"schema_version\" : 2");
    String message =
        assertThrows(IllegalArgumentException.class, () -> RunReports.fromJson(later)).getMessage();
    assertEquals(
        "this run report has schema_version 2, but this Sluice reads up to 1; use a newer one",
        message);
    assertThrows(IllegalArgumentException.class, () -> RunReports.fromJson("{}"));
    assertThrows(IllegalArgumentException.class, () -> RunReports.fromJson("nonsense"));
  }

  @Test
  void skipsFieldsItDoesNotKnow() {
    RunReport report = report(RunState.COMMITTED, Optional.empty());
    String json = RunReports.toJson(report).replaceFirst("\\{", "{\"added_later\": 1,");
    assertEquals(report, RunReports.fromJson(json));
  }
}
