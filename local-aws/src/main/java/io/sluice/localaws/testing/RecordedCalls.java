package io.sluice.localaws.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What roles called in an emulator, as IAM calls it. */
public final class RecordedCalls {
  private static final String FILE = "calls.jsonl";

  /** A line, as the emulator writes it. */
  private static final Pattern CALL =
      Pattern.compile(
          "\\{\"role\": \"([^\"]*)\", \"service\": \"([^\"]*)\", \"operation\": \"([^\"]*)\"");

  /** Where IAM's prefix is not the service's name in the SDK. */
  private static final Map<String, String> PREFIXES =
      Map.of(
          "stepfunctions", "states",
          "sfn", "states",
          "emr", "elasticmapreduce",
          "emrserverless", "emr-serverless",
          "service-quotas", "servicequotas",
          "cloudwatchlogs", "logs",
          "eventbridge", "events");

  /** Where an action is not called as the operation, or there are several. */
  private static final Map<String, List<String>> ACTIONS =
      Map.ofEntries(
          Map.entry("s3:HeadObject", List.of("s3:GetObject")),
          Map.entry("s3:HeadBucket", List.of("s3:ListBucket")),
          Map.entry("s3:ListObjects", List.of("s3:ListBucket")),
          Map.entry("s3:ListObjectsV2", List.of("s3:ListBucket")),
          Map.entry("s3:ListObjectVersions", List.of("s3:ListBucketVersions")),
          Map.entry("s3:ListBuckets", List.of("s3:ListAllMyBuckets")),
          Map.entry("s3:ListMultipartUploads", List.of("s3:ListBucketMultipartUploads")),
          Map.entry("s3:ListParts", List.of("s3:ListMultipartUploadParts")),
          Map.entry("s3:CreateMultipartUpload", List.of("s3:PutObject")),
          Map.entry("s3:UploadPart", List.of("s3:PutObject")),
          Map.entry("s3:UploadPartCopy", List.of("s3:GetObject", "s3:PutObject")),
          Map.entry("s3:CompleteMultipartUpload", List.of("s3:PutObject")),
          Map.entry("s3:CopyObject", List.of("s3:GetObject", "s3:PutObject")),
          Map.entry("s3:DeleteObjects", List.of("s3:DeleteObject")),
          Map.entry("s3:GetBucketNotificationConfiguration", List.of("s3:GetBucketNotification")),
          Map.entry("s3:GetPublicAccessBlock", List.of("s3:GetBucketPublicAccessBlock")),
          Map.entry("s3:GetBucketLifecycleConfiguration", List.of("s3:GetLifecycleConfiguration")),
          // Everybody may ask who they are.
          Map.entry("sts:GetCallerIdentity", List.of()),
          Map.entry("sqs:DeleteMessageBatch", List.of("sqs:DeleteMessage")),
          Map.entry("lambda:Invoke", List.of("lambda:InvokeFunction")),
          // Actions of the items' kinds: which of them a transaction has is not recorded.
          Map.entry("dynamodb:TransactWriteItems", List.of()),
          Map.entry("dynamodb:TransactGetItems", List.of("dynamodb:GetItem")));

  private RecordedCalls() {}

  /**
   * The actions of a role's calls.
   *
   * @param state the emulator's folder
   * @param role its name, or the beginning of it
   */
  public static SortedSet<String> actions(Path state, String role) throws IOException {
    SortedSet<String> actions = new TreeSet<>();
    for (String line : Files.readAllLines(state.resolve(FILE))) {
      Matcher call = CALL.matcher(line);
      if (call.lookingAt() && call.group(1).startsWith(role)) {
        actions.addAll(actionsOf(call.group(2), call.group(3)));
      }
    }
    return actions;
  }

  /**
   * What a policy must allow for an operation.
   *
   * @param service as the SDK's package or LocalEmu calls it
   * @param operation as the service's model calls it, with a capital
   */
  public static List<String> actionsOf(String service, String operation) {
    String action = PREFIXES.getOrDefault(service, service) + ":" + operation;
    return ACTIONS.getOrDefault(action, List.of(action));
  }
}
