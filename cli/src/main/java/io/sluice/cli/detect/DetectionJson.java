package io.sluice.cli.detect;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.formats.format.Note;
import io.sluice.formats.infer.InferredColumn;
import io.sluice.formats.inspect.Inspection;
import io.sluice.spec.ColumnSpec;
import java.util.List;
import java.util.Locale;

/** A detection as JSON: {@code {"datasets": […], "others": […]}}. */
public final class DetectionJson {
  private static final ObjectMapper MAPPER =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private DetectionJson() {}

  /** Indented, snake_case keys. */
  public static String of(Detection detection) {
    ObjectNode root = MAPPER.createObjectNode();
    ArrayNode datasets = root.putArray("datasets");
    for (DetectedDataset dataset : detection.datasets()) {
      ObjectNode node = datasets.addObject();
      files(node.putArray("files"), dataset.files());
      node.put("records", dataset.records());
      columns(node.putArray("columns"), dataset);
      dataset.notes().forEach(node.putArray("notes")::add);
      dataset.problems().forEach(node.putArray("problems")::add);
    }
    files(root.putArray("others"), detection.others());
    try {
      return MAPPER.writeValueAsString(root);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void columns(ArrayNode array, DetectedDataset dataset) {
    List<ColumnSpec> specs = SpecSuggestion.columns(dataset);
    for (int i = 0; i < specs.size(); i++) {
      InferredColumn column = dataset.allColumns().get(i);
      array
          .addObject()
          .put("name", specs.get(i).name())
          .put("from", column.name())
          .put("type", column.type().ddl())
          .put("nullable", column.nullable())
          .put("source", i < dataset.columns().size() ? "file" : "folder")
          .put("evidence", column.evidence());
    }
  }

  private static void files(ArrayNode array, List<DetectedFile> files) {
    for (DetectedFile file : files) {
      Inspection found = file.inspection();
      ObjectNode node =
          array
              .addObject()
              .put("path", file.path().toString())
              .put("size", found.size())
              .put("status", found.status().name().toLowerCase(Locale.ROOT))
              .put("format", found.format())
              .put("summary", found.summary())
              .put("confidence", found.confidence())
              .put("runner_up", found.runnerUp().orElse(null));
      ObjectNode settings = node.putObject("settings");
      found
          .basis()
          .settings()
          .forEach(
              setting ->
                  settings
                      .putObject(setting.name())
                      .put("value", setting.value())
                      .put("origin", setting.origin().name().toLowerCase(Locale.ROOT)));
      found.basis().evidence().forEach(node.putArray("evidence")::add);
      found.basis().conflicts().stream().map(Note::text).forEach(node.putArray("conflicts")::add);
      node.put("remedy", found.remedy());
    }
  }
}
