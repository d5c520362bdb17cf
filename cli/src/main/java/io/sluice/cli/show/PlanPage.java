package io.sluice.cli.show;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.cli.render.Cells;
import io.sluice.cli.render.TextTable;
import io.sluice.cli.terminal.Terminal;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A plan as a page to read. */
public final class PlanPage extends Page {
  public PlanPage(PrintWriter out, Terminal terminal) {
    super(out, terminal, 11);
  }

  /**
   * @param json a plan as JSON
   */
  public void print(String json) {
    try {
      print(new ObjectMapper().readTree(json));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(
          "this is not a plan: " + e.getOriginalMessage() + "\n" + json, e);
    }
  }

  private void print(JsonNode plan) {
    JsonNode files = plan.path("files");
    out.println(
        terminal.bold("Plan for " + plan.path("dataset").asText()) + "  nothing was written");
    line(
        "table",
        plan.path("table").asText() + (plan.path("new_table").asBoolean() ? " (new)" : ""));
    line("location", plan.path("location").asText());
    line(
        "reads",
        Cells.counted(files.size(), "file")
            + ", "
            + Cells.bytes(plan.path("bytes").asLong())
            + ", in "
            + Cells.counted(plan.path("ranges").asLong(), "range")
            + " by "
            + Cells.counted(plan.path("tasks").asLong(), "task"));
    line(
        "leaves",
        Cells.counted(plan.path("files_in_table").size(), "file")
            + " unchanged since they came into the table");
    line("engine", plan.path("engine").asText());
    line("writes", plan.path("execution_path").asText());
    if (!plan.path("partition_keys").isEmpty()) {
      line("partition", String.join(", ", texts(plan.path("partition_keys"))));
    }
    notes("Warnings", texts(plan.path("warnings")));
    notes("Drift", texts(plan.path("drift")));
    files(files);
    columns(plan.path("columns"));
  }

  private void files(JsonNode files) {
    TextTable table =
        new TextTable()
            .left("file", "change")
            .right("bytes", "ranges")
            .left("format", "understood as");
    for (JsonNode file : first(nodes(files))) {
      List<String> settings = new ArrayList<>(understood(file.path("settings")));
      settings.addAll(texts(file.path("notes")));
      table.row(
          file.path("uri").asText(),
          file.path("change").asText(),
          Cells.bytes(file.path("bytes").asLong()),
          Cells.count(file.path("ranges").asLong()),
          file.path("format").asText(),
          String.join("; ", settings));
    }
    print("Files", table, files.size());
  }

  /**
   * What was set and what was detected. Defaults say nothing about the file, and the format has a
   * column of its own.
   */
  private static List<String> understood(JsonNode settings) {
    Map<String, List<String>> byOrigin = new LinkedHashMap<>();
    byOrigin.put("set", new ArrayList<>());
    byOrigin.put("detected", new ArrayList<>());
    for (Map.Entry<String, JsonNode> setting : settings.properties()) {
      String text = setting.getValue().asText();
      int origin = text.lastIndexOf(" (");
      String value = text.substring(0, Math.max(0, origin));
      List<String> known = byOrigin.get(text.substring(origin + 2, text.length() - 1));
      boolean telling = !setting.getKey().equals("format") && !value.equals("none");
      if (known != null && telling) {
        String shown = value.matches("\\w[\\w-]*") ? value : "'" + value + "'";
        known.add(setting.getKey() + " " + shown);
      }
    }
    return byOrigin.entrySet().stream()
        .filter(origin -> !origin.getValue().isEmpty())
        .map(origin -> origin.getKey() + ": " + String.join(", ", origin.getValue()))
        .toList();
  }

  private void columns(JsonNode columns) {
    TextTable table = new TextTable().left("column", "type", "null", "from", "set by");
    for (JsonNode column : columns) {
      table.row(
          column.path("name").asText(),
          column.path("type").asText(),
          column.path("nullable").asBoolean() ? "yes" : "no",
          column.path("from").asText(),
          column.path("origin").asText());
    }
    print("Columns", table, columns.size());
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(text -> texts.add(text.asText()));
    return texts;
  }

  private static List<JsonNode> nodes(JsonNode array) {
    List<JsonNode> nodes = new ArrayList<>(array.size());
    array.forEach(nodes::add);
    return nodes;
  }
}
