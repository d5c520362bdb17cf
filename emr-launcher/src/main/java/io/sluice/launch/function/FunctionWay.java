package io.sluice.launch.function;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.launch.LaunchClock;
import io.sluice.launch.LaunchException;
import io.sluice.launch.LaunchHandle;
import io.sluice.launch.LaunchOrder;
import io.sluice.launch.LaunchOrder.Part;
import io.sluice.launch.LaunchRecord;
import io.sluice.launch.LaunchRecords;
import io.sluice.launch.LaunchRecords.JobEnd;
import io.sluice.launch.LaunchState;
import io.sluice.launch.LaunchState.Phase;
import io.sluice.launch.LaunchWay;
import io.sluice.launch.OrderRefusedException;
import io.sluice.launch.Refusals;
import io.sluice.launch.Submission;
import io.sluice.launch.Usage;
import io.sluice.launch.profile.Profile;
import io.sluice.launch.size.Size;
import io.sluice.launch.size.Sizing;
import io.sluice.launch.size.Work;
import io.sluice.spec.DatasetSpec;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.GetFunctionConfigurationResponse;
import software.amazon.awssdk.services.lambda.model.InvocationType;
import software.amazon.awssdk.services.lambda.model.ResourceNotFoundException;

/**
 * Ingests small files in the flow's function. It is invoked and not waited for; how it ended, it
 * writes into the lake. It cannot be ended from outside: a mark in the lake asks it to, and at the
 * latest its own time-out does. Invoked twice under one run id it ingests once.
 */
public final class FunctionWay implements LaunchWay {
  public static final String NAME = "lambda";

  private static final String FUNCTION = "function";
  private static final String LAKE = "lake";
  private static final String OUTCOME = "outcome";
  private static final String STOP = "stop";
  private static final String SECONDS = "seconds";
  private static final String GROUP = "log_group";
  private static final String LAKE_VARIABLE = "SLUICE_LAKE";
  private static final String HANDLER = "io.sluice.lambda.small.SmallHandler";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PACE = Duration.ofSeconds(3);

  /**
   * How long an invocation may wait in Lambda's own queue, where it waits for hours if there is no
   * room, and where it comes again after the function's death: later it is not begun any more.
   */
  private static final Duration QUEUE = Duration.ofMinutes(2);

  private static final Duration LOG_BEHIND = Duration.ofSeconds(30);

  /** Lambda's own limit. */
  private static final Duration LONGEST = Duration.ofMinutes(15);

  private final LambdaClient client;
  private final FunctionLog log;
  private final Function<String, LaunchRecords> records;
  private final Marks marks;
  private final Function<DatasetSpec, Optional<String>> sparkNeed;
  private final LaunchClock clock;

  /**
   * @param client may ask again by itself
   * @param records of a lake
   * @param sparkNeed why a spec needs Spark SQL, for people; empty if it does not
   */
  public FunctionWay(
      LambdaClient client,
      CloudWatchLogsClient logs,
      Function<String, LaunchRecords> records,
      Marks marks,
      Function<DatasetSpec, Optional<String>> sparkNeed,
      LaunchClock clock) {
    this.client = client;
    this.log = new FunctionLog(logs);
    this.records = records;
    this.marks = marks;
    this.sparkNeed = sparkNeed;
    this.clock = clock;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Duration pace() {
    return PACE;
  }

  /** Of one that died nobody tells before the longest time of a function is over. */
  @Override
  public Duration endsWithin() {
    return LONGEST.plus(QUEUE).plusMinutes(1);
  }

  /** The log has Lambda's own last line seconds after the function has written its outcome. */
  @Override
  public Duration usageWithin() {
    return LOG_BEHIND;
  }

  @Override
  public Optional<String> ownProgram(Profile profile) {
    return Optional.of("a function has an archive of its own, which './sluice deploy' uploads");
  }

  @Override
  public void check(LaunchOrder order) {
    checkSpec(order.part().spec());
    Refusals.local(order, "a function");
    Refusals.missing(function(order), "the function", "lambda.function", order);
    GetFunctionConfigurationResponse found = configuration(function(order));
    if (!HANDLER.equals(found.handler())) {
      throw new LaunchException(
          "function "
              + function(order)
              + " is not Sluice's for small files, its handler is "
              + found.handler()
              + ": name the stack's, as its output SmallFunction has it, with lambda.function in"
              + " sluice.yaml");
    }
    String lake = found.environment() == null ? "" : variable(found, LAKE_VARIABLE);
    if (!lake.equals(order.lake())) {
      throw new LaunchException(
          "function "
              + function(order)
              + " works for the lake "
              + lake
              + ", not for "
              + order.lake()
              + ": launch with --lake "
              + lake
              + ", or name the function of the other stack");
    }
  }

  @Override
  public void checkSpec(DatasetSpec spec) {
    sparkNeed
        .apply(spec)
        .ifPresent(
            need -> {
              throw new OrderRefusedException(
                  "dataset "
                      + spec.dataset()
                      + " cannot be ingested by a function, which has no Spark: "
                      + need
                      + ". Launch it --on glue or emr-serverless");
            });
  }

  private static String variable(GetFunctionConfigurationResponse found, String name) {
    return found.environment().variables().getOrDefault(name, "");
  }

  private static String function(LaunchOrder order) {
    return order.profile().ways().function().function();
  }

  private GetFunctionConfigurationResponse configuration(String function) {
    try {
      return client.getFunctionConfiguration(b -> b.functionName(function));
    } catch (ResourceNotFoundException e) {
      throw new LaunchException(
          "there is no function "
              + function
              + ": correct lambda.function in sluice.yaml, or make it with 'sluice deploy'",
          e);
    }
  }

  @Override
  public Optional<Size> size(Profile profile, Work work) {
    String function = profile.ways().function().function();
    return Optional.of(function)
        .filter(named -> !named.isEmpty())
        .map(named -> configuration(named).memorySize())
        .map(memory -> Sizing.function(memory, work));
  }

  /** Lambda keeps no list of invocations; the lake's record does. */
  @Override
  public Optional<LaunchHandle> find(LaunchOrder order) {
    return records
        .apply(order.lake())
        .find(order.runId())
        .filter(record -> record.way().equals(NAME))
        .map(LaunchRecord::handle);
  }

  @Override
  public LaunchHandle submit(LaunchOrder order) {
    String function = function(order);
    GetFunctionConfigurationResponse found = configuration(function);
    Part part = order.part();
    String stop = part.outcome() + ".stop";
    marks.clear(stop);
    Duration ahead = Duration.between(clock.now(), told(found).orElseGet(clock::now));
    return new Submission(clock)
        .once(
            "an invocation of function " + function,
            () ->
                new LaunchHandle(
                    NAME,
                    order.runId(),
                    client
                        .invoke(
                            b ->
                                b.functionName(function)
                                    .invocationType(InvocationType.EVENT)
                                    .payload(payload(part, stop, clock.now().plus(ahead))))
                        .responseMetadata()
                        .requestId(),
                    clock.now(),
                    Map.of(
                        FUNCTION, function,
                        LAKE, order.lake(),
                        OUTCOME, part.outcome(),
                        STOP, stop,
                        SECONDS, String.valueOf(found.timeout()),
                        GROUP, group(found))));
  }

  private static String group(GetFunctionConfigurationResponse found) {
    return found.loggingConfig() == null || found.loggingConfig().logGroup() == null
        ? "/aws/lambda/" + found.functionName()
        : found.loggingConfig().logGroup();
  }

  /** The time where the function runs, as the answer's head has it: this machine's may be wrong. */
  private static Optional<Instant> told(GetFunctionConfigurationResponse answer) {
    return Optional.ofNullable(answer.sdkHttpResponse())
        .flatMap(head -> head.firstMatchingHeader("Date"))
        .flatMap(FunctionWay::time);
  }

  private static Optional<Instant> time(String date) {
    try {
      return Optional.of(Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(date)));
    } catch (DateTimeException written) {
      // By whoever stands between: this machine's time is used.
      return Optional.empty();
    }
  }

  /** As the function takes it. */
  private static SdkBytes payload(Part part, String stop, Instant now) {
    ObjectNode request =
        JSON.createObjectNode()
            .put("dataset", part.spec().dataset())
            .put("run_id", part.runId())
            .put("spec", part.at())
            .put("outcome", part.outcome())
            .put("alone", true)
            .put("stop", stop)
            .put("begin_by", now.plus(QUEUE).toString());
    try {
      return SdkBytes.fromByteArray(JSON.writeValueAsBytes(request));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a request is text", e);
    }
  }

  @Override
  public LaunchState state(LaunchHandle handle) {
    Optional<JobEnd> end =
        records.apply(handle.more().get(LAKE)).jobEnd(handle.more().get(OUTCOME));
    if (end.isPresent()) {
      int code = end.get().exitCode().orElse(1);
      Phase phase =
          code == 0
              ? Phase.SUCCEEDED
              : marks.isSet(handle.more().get(STOP)) ? Phase.CANCELLED : Phase.FAILED;
      return over(handle, phase, OptionalInt.of(code), end.get().message());
    }
    Instant latest =
        handle.since().plusSeconds(Long.parseLong(handle.more().get(SECONDS))).plus(QUEUE);
    return clock.now().isAfter(latest)
        ? over(
            handle,
            Phase.FAILED,
            OptionalInt.empty(),
            "the function did not finish: it died, or was never started. Its log says more; the"
                + " next run undoes what it had begun. Launch larger files with --on glue")
        : LaunchState.of(Phase.RUNNING, "");
  }

  private LaunchState over(LaunchHandle handle, Phase phase, OptionalInt code, String reason) {
    String group = handle.more().get(GROUP);
    Optional<FunctionLog.Report> report = log.report(group, handle.id(), handle.since());
    return new LaunchState(
        phase,
        code,
        reason,
        report.map(FunctionLog.Report::usage).orElse(Usage.NONE),
        "",
        report.map(found -> "cloudwatch:" + group + ":" + found.stream()).stream().toList());
  }

  /** Asks the function to stop, which it looks for every few seconds. */
  @Override
  public void cancel(LaunchHandle handle) {
    if (!state(handle).phase().over()) {
      marks.set(handle.more().get(STOP));
    }
  }

  /** None: a function ends by its own time-out, and nothing is made for a run. */
  @Override
  public List<LaunchHandle> running() {
    return List.of();
  }
}
