package io.sluice.launch.logs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.localaws.LocalAws;
import io.sluice.localaws.testing.LocalAwsForTests;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.InputLogEvent;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;

/** Logs of a run in CloudWatch, S3 and a state machine's history, joined. */
@ExtendWith(LocalAwsForTests.class)
class RunLogsTest {
  private static final String RUN = "orders-20261129-1";

  @TempDir private Path folder;

  @BeforeAll
  static void use() {
    LocalAws.use(LocalAwsForTests.aws().endpoint());
  }

  private static LogQuery query(int most) {
    Instant now = Instant.now();
    return new LogQuery(RUN, now.minus(Duration.ofDays(1)), now.plus(Duration.ofDays(1)), most);
  }

  private static void write(
      CloudWatchLogsClient logs, String group, String stream, String... text) {
    List<InputLogEvent> events = new ArrayList<>();
    long now = System.currentTimeMillis();
    for (String line : text) {
      events.add(
          InputLogEvent.builder()
              .timestamp(now - 1000L * (text.length - events.size()))
              .message(line)
              .build());
    }
    logs.createLogStream(b -> b.logGroupName(group).logStreamName(stream));
    logs.putLogEvents(b -> b.logGroupName(group).logStreamName(stream).logEvents(events));
  }

  @Test
  void driverExecutorsFunctionsAndStatesAreJoinedByTime() throws Exception {
    CloudWatchLogsClient logs = CloudWatchLogsClient.create();
    logs.createLogGroup(b -> b.logGroupName("/aws-glue/jobs/error"));
    write(logs, "/aws-glue/jobs/error", "jr_1", "starts", "sluice: something failed", "ends");
    write(
        logs,
        "/aws-glue/jobs/error",
        "jr_1_g-2",
        "java.io.IOException: No space left on device",
        "\tat io.sluice.A.b(A.java:1)");
    write(logs, "/aws-glue/jobs/error", "jr_2", "of another run: OutOfMemoryError");
    logs.createLogGroup(b -> b.logGroupName("functions"));
    write(
        logs,
        "functions",
        "2026/11/29/[$LATEST]1",
        "{\"message\": \"planned\", \"run_id\": \"" + RUN + "\"}",
        "{\"message\": \"planned\", \"run_id\": \"another\"}");

    SfnClient sfn = SfnClient.create();
    String machine =
        sfn.createStateMachine(
                b ->
                    b.name("flow")
                        .roleArn("arn:aws:iam::000000000000:role/any")
                        .definition(
                            "{\"StartAt\": \"Plan\", \"States\": {\"Plan\": {\"Type\": \"Fail\","
                                + " \"Error\": \"Sluice.Failed\", \"Cause\": \"exit 1\"}}}"))
            .stateMachineArn();
    String execution = sfn.startExecution(b -> b.stateMachineArn(machine).name(RUN)).executionArn();
    while (sfn.describeExecution(b -> b.executionArn(execution)).status()
        == ExecutionStatus.RUNNING) {
      Thread.sleep(50);
    }

    RunLogs read =
        RunLogs.read(
            List.of(
                CloudWatchStreams.ofRun(
                    logs,
                    "/aws-glue/jobs/error",
                    "jr_1",
                    stream -> stream.equals("jr_1") ? "glue driver" : "glue executor"),
                CloudWatchStreams.ofMany(logs, "functions", "function plan"),
                CloudWatchStreams.ofMany(logs, "never-written", "function none"),
                new ExecutionHistory(sfn, execution),
                new ExecutionHistory(sfn, execution + "-r2"),
                new LogFile(folder.resolve("none.log"))),
            query(1000));
    List<String> texts = read.lines().stream().map(LogLine::text).toList();
    assertTrue(texts.contains("starts") && texts.contains("enters 'Plan'"), texts.toString());
    assertTrue(texts.contains("execution failed: Sluice.Failed: exit 1"), texts.toString());
    assertTrue(texts.stream().noneMatch(each -> each.contains("another")), texts.toString());
    assertEquals(3, read.notes().size(), read.notes().toString());
    Cause cause = read.cause().orElseThrow();
    assertEquals("glue executor", cause.line().source());
    assertTrue(cause.meaning().contains("disk is full"), cause.meaning());
  }

  @Test
  void filesOfClustersAreReadPackedOrNot() throws Exception {
    S3Client s3 = S3Client.builder().forcePathStyle(true).build();
    s3.createBucket(b -> b.bucket("cluster-logs"));
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(
          ("26/11/29 12:00:01 INFO SparkContext: Running\n"
                  + "26/11/29 12:00:05 ERROR Executor: java.lang.OutOfMemoryError: Java heap space\n")
              .getBytes(StandardCharsets.UTF_8));
    }
    s3.putObject(
        b -> b.bucket("cluster-logs").key("logs/jobs/1/SPARK_DRIVER/stderr.gz"),
        RequestBody.fromBytes(packed.toByteArray()));
    s3.putObject(
        b -> b.bucket("cluster-logs").key("logs/jobs/1/SPARK_EXECUTOR/1/stdout"),
        RequestBody.fromString("26/11/29 12:00:03 INFO Executor: in between\n"));
    s3.putObject(
        b -> b.bucket("cluster-logs").key("logs/jobs/1/sparklogs/eventlog_v2"),
        RequestBody.fromString("{\"Event\": \"OutOfMemoryError\"}"));
    RunLogs read =
        RunLogs.read(List.of(new StoredLogs(s3, "cluster-logs", "logs/jobs/1")), query(1000));
    assertEquals(
        List.of("SPARK_DRIVER/stderr.gz", "SPARK_EXECUTOR/1/stdout", "SPARK_DRIVER/stderr.gz"),
        read.lines().stream().map(LogLine::source).toList());
    assertTrue(read.cause().orElseThrow().line().text().contains("Java heap space"));
    assertEquals(
        1,
        RunLogs.read(
                List.of(new StoredLogs(s3, "cluster-logs", "logs/jobs/1/SPARK_DRIVER")), query(1))
            .lines()
            .size());
    assertEquals(
        1,
        RunLogs.read(List.of(new StoredLogs(s3, "no-such-bucket", "")), query(1)).notes().size());
  }

  /** What went wrong first is mostly far before the end; it is sought in all lines. */
  @Test
  void theFirstCauseMayBeFarBeforeTheLastLines() throws Exception {
    List<String> texts = new ArrayList<>();
    texts.add("java.io.IOException: cannot open");
    texts.add("\tat io.sluice.A.b(A.java:1)");
    texts.add("Caused by: java.nio.file.NoSuchFileException: /a/b");
    texts.add("26/11/29 12:00:05 ERROR Executor: java.lang.OutOfMemoryError: Java heap space");
    for (int i = 0; i < 300; i++) {
      texts.add("26/11/29 12:01:00 INFO Executor: " + i);
    }
    texts.add("26/11/29 12:02:00 ERROR Driver: Job aborted");
    String all = String.join("\n", texts) + "\n";

    S3Client s3 = S3Client.builder().forcePathStyle(true).build();
    s3.createBucket(b -> b.bucket("long-logs"));
    s3.putObject(b -> b.bucket("long-logs").key("a/stderr"), RequestBody.fromString(all));
    CloudWatchLogsClient logs = CloudWatchLogsClient.create();
    logs.createLogGroup(b -> b.logGroupName("long"));
    write(logs, "long", "job-1", texts.toArray(String[]::new));
    write(logs, "long", "job-1-executor", "one", "two", "three");
    Path file = Files.writeString(folder.resolve("long.log"), all);
    for (LogSource source :
        List.of(
            new StoredLogs(s3, "long-logs", "a"),
            new LogFile(file),
            CloudWatchStreams.ofRun(logs, "long", "job-1", stream -> stream))) {
      RunLogs read = RunLogs.read(List.of(source), query(2));
      String cause = read.cause().orElseThrow().line().text();
      assertTrue(cause.contains("OutOfMemoryError"), source.name() + ": " + cause);
      // Of each stream the last two.
      int streams = source instanceof CloudWatchStreams ? 2 : 1;
      assertEquals(2 * streams, read.lines().size(), source.name());
    }
    Path thrown =
        Files.writeString(
            folder.resolve("thrown.log"),
            all.replace("OutOfMemoryError: Java heap space", "Other"));
    assertEquals(
        "Caused by: java.nio.file.NoSuchFileException: /a/b",
        RunLogs.read(List.of(new LogFile(thrown)), query(2)).cause().orElseThrow().line().text());
  }
}
