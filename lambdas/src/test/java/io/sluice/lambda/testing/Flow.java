package io.sluice.lambda.testing;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.aws.AwsClients;
import io.sluice.aws.AwsSettings;
import io.sluice.aws.S3Settings;
import io.sluice.aws.arrival.Inbox;
import io.sluice.aws.lake.Inboxes;
import io.sluice.aws.lake.LakeMaker;
import io.sluice.aws.lake.LakeSettings;
import io.sluice.lambda.host.Environment;
import io.sluice.lambda.host.Json;
import io.sluice.localaws.LocalAws;
import io.sluice.localaws.testing.LocalAwsForTests;
import io.sluice.spec.lake.LakeLocation;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.S3Object;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.ExecutionListItem;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;

/**
 * A lake, a landing bucket and a state machine of a test's own, in the module's emulator. The
 * machine only waits: what it would call, tests call.
 */
public final class Flow {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String WAITS =
      "{\"StartAt\":\"W\",\"States\":{\"W\":{\"Type\":\"Wait\",\"Seconds\":3600,\"End\":true}}}";

  private final String name = "t" + UUID.randomUUID().toString().substring(0, 13);
  private final LakeLocation lake = new LakeLocation("s3://" + name + "-lake/lake");
  private final AwsSettings settings;
  private final SfnClient machines;
  private final String machine;
  private final Map<String, String> variables = new HashMap<>();

  public Flow() {
    LocalAws aws = LocalAwsForTests.aws();
    // As a function finds them in its environment.
    System.setProperty("aws.endpointUrl", aws.endpoint().toString());
    System.setProperty("aws.region", aws.region());
    System.setProperty("aws.accessKeyId", aws.accessKey());
    System.setProperty("aws.secretAccessKey", aws.secretKey());
    settings =
        new AwsSettings(
            "",
            "",
            new S3Settings(
                S3Settings.Addressing.PATH,
                S3Settings.Encryption.BUCKET_DEFAULT,
                "",
                S3Settings.Payer.BUCKET_OWNER));
    s3().createBucket(b -> b.bucket(name + "-lake"));
    s3().createBucket(b -> b.bucket(landing()));
    LakeMaker.make(
        lake,
        LakeSettings.of(
            LakeMaker.ledgerTable(lake), new AwsSettings(aws.region(), "", settings.s3())));
    machines = AwsClients.configured(SfnClient.builder(), AwsSettings.OF_ENVIRONMENT).build();
    machine =
        machines
            .createStateMachine(
                b ->
                    b.name(name)
                        .definition(WAITS)
                        .roleArn("arn:aws:iam::000000000000:role/" + name))
            .stateMachineArn();
    variables.put("SLUICE_LAKE", lake.root());
    variables.put("STATE_MACHINE_ARN", machine);
    variables.put("BATCH_WINDOW_SECONDS", "60");
  }

  public S3Client s3() {
    return AwsClients.s3(settings);
  }

  public LakeLocation lake() {
    return lake;
  }

  /** A database that no other test writes to. */
  public String database() {
    return name.replace("-", "_");
  }

  public String landing() {
    return name + "-in";
  }

  public Flow versioned() {
    s3().putBucketVersioning(
            b ->
                b.bucket(landing())
                    .versioningConfiguration(v -> v.status(BucketVersioningStatus.ENABLED)));
    return this;
  }

  public Flow with(String variable, String value) {
    variables.put(variable, value);
    return this;
  }

  public Flow without(String variable) {
    variables.remove(variable);
    return this;
  }

  public Map<String, String> variables() {
    return Map.copyOf(variables);
  }

  public Environment environment() {
    return Environment.of(variables);
  }

  public Inbox inbox() {
    return Inboxes.open(lake);
  }

  /** Puts a spec for a dataset whose files lie in the folder of its name. */
  public Flow spec(String dataset) {
    return spec(
        dataset + ".yml",
        "dataset: "
            + dataset
            + "\nsource:\n  path: s3://"
            + landing()
            + "/"
            + dataset
            + "/\ntarget:\n  database: analytics\n");
  }

  public Flow spec(String file, String text) {
    putText(name + "-lake", "lake/_sluice/specs/" + file, text);
    return this;
  }

  /** Puts an object into the landing bucket. */
  public void put(String key, String text) {
    putText(landing(), key, text);
  }

  private void putText(String bucket, String key, String text) {
    s3().putObject(
            b -> b.bucket(bucket).key(key),
            RequestBody.fromBytes(text.getBytes(StandardCharsets.UTF_8)));
  }

  /** Puts a text at a URI of S3. */
  public void putAt(String uri, String text) {
    String[] parts = uri.substring("s3://".length()).split("/", 2);
    putText(parts[0], parts[1], text);
  }

  /** The bytes at a URI of S3. */
  public byte[] bytes(String uri) {
    String[] parts = uri.substring("s3://".length()).split("/", 2);
    return s3().getObjectAsBytes(b -> b.bucket(parts[0]).key(parts[1])).asByteArray();
  }

  /** Keys of uploads that are not complete in the lake's bucket. */
  public List<String> uploads() {
    return s3().listMultipartUploads(b -> b.bucket(name + "-lake")).uploads().stream()
        .map(MultipartUpload::key)
        .toList();
  }

  /** Keys of objects below a prefix in the lake's bucket. */
  public List<String> keys(String prefix) {
    return s3()
        .listObjectsV2Paginator(b -> b.bucket(name + "-lake").prefix(prefix))
        .contents()
        .stream()
        .map(S3Object::key)
        .toList();
  }

  /** A request as a state machine writes it. */
  public static Object mapOf(Object request) {
    return tree(new String(Json.bytes(request), StandardCharsets.UTF_8));
  }

  /** The text at a URI of S3. */
  public String text(String uri) {
    String[] parts = uri.substring("s3://".length()).split("/", 2);
    return s3().getObjectAsBytes(b -> b.bucket(parts[0]).key(parts[1])).asUtf8String();
  }

  /** All executions that were started. */
  public List<ExecutionListItem> executions() {
    return new ArrayList<>(machines.listExecutions(b -> b.stateMachineArn(machine)).executions());
  }

  public String machine() {
    return machine;
  }

  /** Starts an execution; gives its ARN. */
  public String start(String execution, String input) {
    return machines
        .startExecution(b -> b.stateMachineArn(machine).name(execution).input(input))
        .executionArn();
  }

  /** From now on executions fail at once. */
  public void machineThatFails() {
    var unused =
        machines.updateStateMachine(
            b ->
                b.stateMachineArn(machine)
                    .definition("{\"StartAt\":\"F\",\"States\":{\"F\":{\"Type\":\"Fail\"}}}"));
  }

  public void awaitNoneRuns() {
    long deadline = System.nanoTime() + Duration.ofMinutes(5).toNanos();
    while (executions().stream().anyMatch(e -> e.status() == ExecutionStatus.RUNNING)) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("executions are still running");
      }
      try {
        Thread.sleep(100);
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }
  }

  public void stop(String executionArn) {
    var unused = machines.stopExecution(b -> b.executionArn(executionArn));
  }

  public String input(ExecutionListItem execution) {
    return machines.describeExecution(b -> b.executionArn(execution.executionArn())).input();
  }

  /** Calls a function as Lambda does. */
  public static JsonNode call(RequestStreamHandler function, Object input) {
    try {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      byte[] json =
          input instanceof String text
              ? text.getBytes(StandardCharsets.UTF_8)
              : JSON.writeValueAsBytes(input);
      function.handleRequest(new ByteArrayInputStream(json), out, null);
      return JSON.readTree(out.toByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** An event of S3's, as EventBridge delivers it. */
  public String event(String key) {
    return event(key, "");
  }

  /**
   * @param version empty: a bucket without versions
   */
  public String event(String key, String version) {
    Map<String, Object> object = new HashMap<>();
    object.put("key", key);
    object.put("size", 1);
    object.put("etag", "0123456789abcdef0123456789abcdef");
    object.put("sequencer", "00635F5D6A5E6B2C3D");
    if (!version.isEmpty()) {
      object.put("version-id", version);
    }
    return json(
        Map.of(
            "version", "0",
            "id", UUID.randomUUID().toString(),
            "detail-type", "Object Created",
            "source", "aws.s3",
            "detail",
                Map.of(
                    "version",
                    "0",
                    "bucket",
                    Map.of("name", landing()),
                    "object",
                    object,
                    "reason",
                    "PutObject")));
  }

  public static JsonNode tree(String json) {
    try {
      return JSON.readTree(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Messages as a queue gives them to a function. */
  public static Map<String, Object> messages(List<String> bodies) {
    List<Map<String, Object>> records = new ArrayList<>();
    for (int i = 0; i < bodies.size(); i++) {
      records.add(
          Map.of(
              "messageId",
              "m" + i,
              "receiptHandle",
              "r" + i,
              "body",
              bodies.get(i),
              "attributes",
              Map.of("ApproximateReceiveCount", "1"),
              "eventSource",
              "aws:sqs",
              "awsRegion",
              "us-east-1"));
    }
    return Map.of("Records", records);
  }

  private static String json(Object value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
