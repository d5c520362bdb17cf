package io.sluice.ingest.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.ingest.plan.PlanReport.Layout;
import io.sluice.ingest.plan.PlanReport.Work;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlanJsonTest {
  @Test
  void groupsAreNotToBeSeen() throws IOException {
    PlanReport plan =
        new PlanReport(
            "flights",
            new PlanReport.Table("analytics.flights", "/lake/analytics/flights", true),
            List.of(),
            List.of("file:/in/a.csv"),
            Layout.NONE,
            new Work(2, 3, 4, "threads", "columns"),
            List.of("new column b"),
            List.of());
    JsonNode json = new ObjectMapper().readTree(PlanJson.of(plan));
    List<String> keys = new ArrayList<>();
    json.fieldNames().forEachRemaining(keys::add);
    assertEquals(
        List.of(
            "dataset",
            "table",
            "location",
            "new_table",
            "files",
            "files_in_table",
            "columns",
            "partition_keys",
            "tasks",
            "ranges",
            "bytes",
            "engine",
            "execution_path",
            "drift",
            "warnings"),
        keys);
    assertEquals("analytics.flights", json.path("table").asText());
    assertEquals(3, json.path("ranges").asInt());
  }
}
