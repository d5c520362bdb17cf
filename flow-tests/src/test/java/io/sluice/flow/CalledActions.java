package io.sluice.flow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.localaws.testing.RecordedCalls;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which permissions roles needed for what they called, out of the emulator's {@code calls.jsonl}.
 * Names of permissions are those of AWS's service authorization reference; most are the names of
 * operations.
 */
final class CalledActions {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static final Map<String, String> PARTS_OF_TRANSACTIONS =
      Map.of(
          "Put", "dynamodb:PutItem",
          "Update", "dynamodb:UpdateItem",
          "Delete", "dynamodb:DeleteItem",
          "ConditionCheck", "dynamodb:ConditionCheckItem");

  private CalledActions() {}

  /** By the name of the role. */
  static Map<String, Set<String>> byRole(Path calls) throws IOException {
    Map<String, Set<String>> actions = new HashMap<>();
    for (String line : Files.readAllLines(calls)) {
      JsonNode call = JSON.readTree(line);
      actions
          .computeIfAbsent(call.path("role").asText(), role -> new TreeSet<>())
          .addAll(needed(call));
    }
    return actions;
  }

  private static List<String> needed(JsonNode call) {
    String operation = call.path("operation").asText();
    if (operation.equals("TransactWriteItems")) {
      List<String> parts = new ArrayList<>();
      call.path("parts").forEach(part -> parts.add(PARTS_OF_TRANSACTIONS.get(part.asText())));
      return parts;
    }
    if (operation.equals("GetObject") && call.path("on").has("VersionId")) {
      return List.of("s3:GetObjectVersion");
    }
    return RecordedCalls.actionsOf(call.path("service").asText(), operation);
  }
}
