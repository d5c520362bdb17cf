package io.sluice.flow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
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

  private static final Map<String, List<String>> OTHERS =
      Map.ofEntries(
          Map.entry("s3:HeadObject", List.of("s3:GetObject")),
          Map.entry("s3:HeadBucket", List.of("s3:ListBucket")),
          Map.entry("s3:ListObjectsV2", List.of("s3:ListBucket")),
          Map.entry("s3:CreateMultipartUpload", List.of("s3:PutObject")),
          Map.entry("s3:UploadPart", List.of("s3:PutObject")),
          Map.entry("s3:CompleteMultipartUpload", List.of("s3:PutObject")),
          Map.entry("s3:UploadPartCopy", List.of("s3:GetObject", "s3:PutObject")),
          Map.entry("s3:CopyObject", List.of("s3:GetObject", "s3:PutObject")),
          Map.entry("s3:DeleteObjects", List.of("s3:DeleteObject")),
          Map.entry("s3:ListMultipartUploads", List.of("s3:ListBucketMultipartUploads")),
          Map.entry("s3:ListParts", List.of("s3:ListMultipartUploadParts")),
          Map.entry("dynamodb:TransactGetItems", List.of("dynamodb:GetItem")),
          Map.entry("sqs:DeleteMessageBatch", List.of("sqs:DeleteMessage")),
          Map.entry("lambda:Invoke", List.of("lambda:InvokeFunction")));

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
    String service = call.path("service").asText().replace("stepfunctions", "states");
    String action = service + ":" + call.path("operation").asText();
    if (action.equals("dynamodb:TransactWriteItems")) {
      List<String> parts = new ArrayList<>();
      call.path("parts").forEach(part -> parts.add(PARTS_OF_TRANSACTIONS.get(part.asText())));
      return parts;
    }
    if (action.equals("s3:GetObject") && call.path("on").has("VersionId")) {
      return List.of("s3:GetObjectVersion");
    }
    return OTHERS.getOrDefault(action, List.of(action));
  }
}
