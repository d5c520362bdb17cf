package io.sluice.launch.function;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.launch.Following;
import io.sluice.launch.LaunchException;
import io.sluice.launch.LaunchHandle;
import io.sluice.launch.LaunchOrder;
import io.sluice.launch.LaunchRecord;
import io.sluice.launch.LaunchRecords;
import io.sluice.launch.LaunchState;
import io.sluice.launch.LaunchState.Phase;
import io.sluice.launch.ScriptedClock;
import io.sluice.launch.Usage;
import io.sluice.launch.Usage.Unit;
import io.sluice.launch.profile.Profile;
import io.sluice.launch.size.Work;
import io.sluice.spec.SpecReader;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.FilterLogEventsRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.FilterLogEventsResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.FilteredLogEvent;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.GetFunctionConfigurationRequest;
import software.amazon.awssdk.services.lambda.model.GetFunctionConfigurationResponse;
import software.amazon.awssdk.services.lambda.model.InvokeRequest;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;
import software.amazon.awssdk.services.lambda.model.LambdaResponseMetadata;

/** What is refused, what is asked for, and how the answers are understood. */
class FunctionWayTest {
  private static final String SPEC =
      "dataset: t\nsource: {path: 's3://in/t/'}\ntarget: {database: d, table: t}\n";

  private final Function function = new Function();
  private final Lake lake = new Lake();
  private final ScriptedClock clock = new ScriptedClock();
  private final Log log = new Log();
  private Optional<String> sparkNeed = Optional.empty();

  /** A function that notes how it is invoked. */
  private static final class Function implements LambdaClient {
    private final List<InvokeRequest> invoked = new ArrayList<>();
    private String handler = "io.sluice.lambda.small.SmallHandler";
    private String worksFor = "s3://l/lake";

    @Override
    public GetFunctionConfigurationResponse getFunctionConfiguration(
        GetFunctionConfigurationRequest request) {
      return GetFunctionConfigurationResponse.builder()
          .functionName(request.functionName())
          .handler(handler)
          .timeout(900)
          .memorySize(3538)
          .environment(e -> e.variables(Map.of("SLUICE_LAKE", worksFor)))
          .build();
    }

    @Override
    public InvokeResponse invoke(InvokeRequest request) {
      invoked.add(request);
      InvokeResponse.Builder response = InvokeResponse.builder().statusCode(202);
      response.responseMetadata(
          LambdaResponseMetadata.create(
              software.amazon.awssdk.awscore.DefaultAwsResponseMetadata.create(
                  Map.of("AWS_REQUEST_ID", "request-1"))));
      return response.build();
    }

    @Override
    public String serviceName() {
      return "lambda";
    }

    @Override
    public void close() {}
  }

  /** A log with one line. */
  private final class Log implements CloudWatchLogsClient {
    private Instant writtenAt = Instant.MIN;

    @Override
    public FilterLogEventsResponse filterLogEvents(FilterLogEventsRequest request) {
      assertEquals("/aws/lambda/small", request.logGroupName());
      assertEquals("\"REPORT RequestId: request-1\"", request.filterPattern());
      if (clock.now().isBefore(writtenAt)) {
        return FilterLogEventsResponse.builder().build();
      }
      return FilterLogEventsResponse.builder()
          .events(
              FilteredLogEvent.builder()
                  .logStreamName("s1")
                  .message("REPORT\tBilled Duration: 1000 ms\tMemory Size: 1024 MB")
                  .build())
          .build();
    }

    @Override
    public String serviceName() {
      return "logs";
    }

    @Override
    public void close() {}
  }

  /** What the lake has, in memory. */
  private static final class Lake implements LaunchRecords, Marks {
    private final Map<String, JobEnd> ends = new HashMap<>();
    private final Set<String> marks = new HashSet<>();

    @Override
    public Optional<LaunchRecord> find(String runId) {
      return Optional.empty();
    }

    @Override
    public void write(LaunchRecord record) {}

    @Override
    public Optional<JobEnd> jobEnd(String outcome) {
      return Optional.ofNullable(ends.get(outcome));
    }

    @Override
    public void forget(String outcome) {
      ends.remove(outcome);
    }

    @Override
    public boolean isSet(String uri) {
      return marks.contains(uri);
    }

    @Override
    public void set(String uri) {
      marks.add(uri);
    }

    @Override
    public void clear(String uri) {
      marks.remove(uri);
    }
  }

  private FunctionWay way() {
    return new FunctionWay(function, log, location -> lake, lake, spec -> sparkNeed, clock);
  }

  private static LaunchOrder order(String function) {
    LaunchOrder.Part part =
        new LaunchOrder.Part(
            "r1", "s3://l/s.yml", SpecReader.read(SPEC, "s.yml"), "s3://l/outcome.json");
    return new LaunchOrder(
        "r1",
        "s3://l/lake",
        List.of(part),
        Profile.defaults().completedBy(Map.of("SmallFunction", function)),
        "s3://b/sluice.jar",
        Duration.ofMinutes(10));
  }

  private String refusal(LaunchOrder order) {
    return assertThrows(LaunchException.class, () -> way().check(order)).getMessage();
  }

  @Test
  void whatCannotSucceedIsRefused() {
    way().check(order("small"));
    assertTrue(refusal(order("")).contains("lambda.function"));
    function.worksFor = "s3://other/lake";
    assertTrue(refusal(order("small")).contains("works for the lake s3://other/lake"));
    function.handler = "x.Y";
    assertTrue(refusal(order("small")).contains("output SmallFunction"));
    sparkNeed = Optional.of("transforms[0].filter is a Spark SQL expression");
    assertEquals(
        "dataset t cannot be ingested by a function, which has no Spark: transforms[0].filter is a"
            + " Spark SQL expression. Launch it --on glue or emr-serverless",
        refusal(order("small")));
    assertEquals(List.of(), function.invoked);
  }

  @Test
  void itIsAsLargeAsItsMemory() {
    Work work = Work.of(List.of());
    assertEquals(
        "3538 MB", way().size(order("small").profile(), work).orElseThrow().machine().name());
    assertEquals(Optional.empty(), way().size(order("").profile(), work));
  }

  /** Lambda writes the last line of a log when the outcome has long been there. */
  @Test
  void whatItUsedIsAwaited() {
    LaunchHandle handle = way().submit(order("small"));
    lake.ends.put("s3://l/outcome.json", new LaunchRecords.JobEnd(OptionalInt.of(0), ""));
    log.writtenAt = clock.now().plusSeconds(10);
    assertEquals(Usage.of(Unit.GB_SECONDS, 1), followed(handle).usage());
    log.writtenAt = Instant.MAX;
    Instant before = clock.now();
    LaunchState never = followed(handle);
    assertEquals(Phase.SUCCEEDED, never.phase());
    assertEquals(Usage.NONE, never.usage());
    assertTrue(clock.now().isBefore(before.plusSeconds(40)), () -> clock.now().toString());
  }

  private LaunchState followed(LaunchHandle handle) {
    return new Following(clock, new SplittableRandom(1), each -> {})
        .follow(way(), handle, Duration.ofHours(1));
  }

  @Test
  void itIsInvokedAndHowItEndedIsRead() {
    LaunchHandle handle = way().submit(order("small"));
    assertEquals("request-1", handle.id());
    assertEquals(
        "{\"dataset\":\"t\",\"run_id\":\"r1\",\"spec\":\"s3://l/s.yml\","
            + "\"outcome\":\"s3://l/outcome.json\",\"alone\":true,"
            + "\"stop\":\"s3://l/outcome.json.stop\",\"begin_by\":\"2026-01-01T00:02:00Z\"}",
        function.invoked.get(0).payload().asUtf8String());
    assertEquals(Phase.RUNNING, way().state(handle).phase());
    lake.ends.put("s3://l/outcome.json", new LaunchRecords.JobEnd(OptionalInt.of(0), ""));
    LaunchState done = way().state(handle);
    assertEquals(Phase.SUCCEEDED, done.phase());
    assertEquals(Usage.of(Unit.GB_SECONDS, 1), done.usage());
    assertEquals(List.of("cloudwatch:/aws/lambda/small:s1"), done.logs());
    lake.ends.put("s3://l/outcome.json", new LaunchRecords.JobEnd(OptionalInt.of(3), "limits"));
    LaunchState refused = way().state(handle);
    assertEquals(Phase.FAILED, refused.phase());
    assertEquals(OptionalInt.of(3), refused.exitCode());
  }

  @Test
  void itIsAskedToStop() {
    LaunchHandle handle = way().submit(order("small"));
    way().cancel(handle);
    assertEquals(Set.of("s3://l/outcome.json.stop"), lake.marks);
    assertEquals(Phase.RUNNING, way().state(handle).phase());
    lake.ends.put("s3://l/outcome.json", new LaunchRecords.JobEnd(OptionalInt.of(1), "stopped"));
    assertEquals(Phase.CANCELLED, way().state(handle).phase());
    LaunchHandle unused = way().submit(order("small"));
    assertEquals(Set.of(), lake.marks, "the next attempt is not stopped by it");
  }

  @Test
  void aFunctionThatSaysNothingHasDied() {
    LaunchHandle handle = way().submit(order("small"));
    clock.pause(Duration.ofMinutes(16));
    assertEquals(Phase.RUNNING, way().state(handle).phase());
    clock.pause(Duration.ofMinutes(2));
    LaunchState state = way().state(handle);
    assertEquals(Phase.FAILED, state.phase());
    assertTrue(state.reason().contains("did not finish"), state.reason());
  }

  @Test
  void aTimeOutOfADeadFunctionIsToldWhenItsOwnTimeIsOver() {
    LaunchHandle handle = way().submit(order("small"));
    LaunchState state =
        new Following(clock, new SplittableRandom(1), each -> {})
            .follow(way(), handle, Duration.ofMinutes(1));
    assertEquals(Phase.TIMED_OUT, state.phase());
    assertTrue(state.reason().contains("did not finish"), state.reason());
    assertEquals(Set.of("s3://l/outcome.json.stop"), lake.marks);
  }
}
