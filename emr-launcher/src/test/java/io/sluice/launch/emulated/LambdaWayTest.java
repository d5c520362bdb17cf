package io.sluice.launch.emulated;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.lambda.small.SmallHandler;
import io.sluice.launch.LaunchClock;
import io.sluice.launch.LaunchHandle;
import io.sluice.launch.LaunchOrder;
import io.sluice.launch.LaunchRecord;
import io.sluice.launch.LaunchRecords;
import io.sluice.launch.LaunchRecords.JobEnd;
import io.sluice.launch.LaunchState.Phase;
import io.sluice.launch.LaunchWay;
import io.sluice.launch.Launching;
import io.sluice.launch.Launching.Began;
import io.sluice.launch.Launching.Started;
import io.sluice.launch.function.FunctionWay;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * What is true of a function: it is not ended but asked to stop, Lambda keeps no list of
 * invocations, and of one that died or never began nobody tells before its time is over.
 */
@ExtendWith(WhereEmulated.class)
class LambdaWayTest extends TroubleContract {
  private static final LaunchClock AN_HOUR_LATER =
      new LaunchClock() {
        @Override
        public Instant now() {
          return Emulated.HASTY.now().plus(Duration.ofHours(1));
        }

        @Override
        public void pause(Duration time) throws InterruptedException {
          Emulated.HASTY.pause(time);
        }
      };

  private final LambdaClient lambda = Emulated.get().client(LambdaClient.builder()).build();
  private final CloudWatchLogsClient logs =
      Emulated.get().client(CloudWatchLogsClient.builder()).build();
  private final S3Client s3 =
      Emulated.get().client(S3Client.builder().forcePathStyle(true)).build();
  private final BucketRecords lake = new BucketRecords(s3, memory);

  @BeforeAll
  static void function() throws IOException {
    try (LambdaClient client = Emulated.get().client(LambdaClient.builder()).build()) {
      client.createFunction(
          b ->
              b.functionName(Emulated.FUNCTION)
                  .runtime("java17.al2023")
                  .handler(SmallHandler.class.getName())
                  .role(Emulated.ROLE + "runs")
                  .timeout(900)
                  .memorySize(256)
                  .environment(e -> e.variables(Map.of("SLUICE_LAKE", Emulated.LAKE)))
                  .code(c -> c.zipFile(SdkBytes.fromByteArray(archive()))));
      client.waiter().waitUntilFunctionActiveV2(b -> b.functionName(Emulated.FUNCTION));
      // Else Lambda tries again a minute after a function's death.
      client.putFunctionEventInvokeConfig(
          b -> b.functionName(Emulated.FUNCTION).maximumRetryAttempts(0));
    }
  }

  private static byte[] archive() {
    String name = SmallHandler.class.getName().replace('.', '/') + ".class";
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes);
        InputStream in = SmallHandler.class.getResourceAsStream("/" + name)) {
      zip.putNextEntry(new ZipEntry(name));
      in.transferTo(zip);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return bytes.toByteArray();
  }

  @Override
  FunctionWay way(LaunchClock clock) {
    return new FunctionWay(lambda, logs, at -> lake, lake, spec -> Optional.empty(), clock);
  }

  @Override
  LaunchRecords records() {
    return lake;
  }

  /** Nothing: a function says it itself. */
  @Override
  void says(String outcome, JobEnd end) {}

  @Override
  String start() {
    return "lambda Invoke";
  }

  /** The lake is asked, and nobody else. */
  @Override
  String ask() {
    return "s3 GetObject";
  }

  @Override
  String noRoom() {
    return "TooManyRequestsException";
  }

  @Override
  int submitted(String runId) {
    return keys("invoked/" + runId + "/").size();
  }

  private List<String> keys(String prefix) {
    return s3.listObjectsV2Paginator(b -> b.bucket("launching").prefix(prefix)).contents().stream()
        .map(S3Object::key)
        .toList();
  }

  /** What began, did not end, and whose process lives. */
  @Override
  Set<String> running() {
    assertEquals(List.of(), way().running(), "there is nothing that a sweep could end");
    List<String> over = keys("over/");
    return keys("invoked/").stream()
        .filter(key -> !over.contains(key.replace("invoked/", "over/")))
        .filter(key -> process(key).isPresent())
        .map(key -> key.split("/", -1)[1])
        .collect(Collectors.toSet());
  }

  private Optional<ProcessHandle> process(String key) {
    String pid = s3.getObjectAsBytes(b -> b.bucket("launching").key(key)).asUtf8String();
    return Emulated.get().process(Long.parseLong(pid)).filter(ProcessHandle::isAlive);
  }

  @Override
  LaunchWay killed(LaunchHandle handle) throws InterruptedException {
    String place = "invoked/" + handle.runId() + "/" + handle.id();
    await(() -> keys(place).size() == 1);
    process(place).orElseThrow().destroyForcibly();
    return way(AN_HOUR_LATER);
  }

  /** There is no room for a single invocation, which Lambda does not tell to who asks for one. */
  @Override
  Never never(String runId) {
    lambda.putFunctionConcurrency(
        b -> b.functionName(Emulated.FUNCTION).reservedConcurrentExecutions(0));
    return new Never(order(runId, "exit-0"), Phase.FAILED, "never started", way(AN_HOUR_LATER));
  }

  @AfterEach
  @Override
  void nothingIsLeft() throws InterruptedException {
    lambda.deleteFunctionConcurrency(b -> b.functionName(Emulated.FUNCTION));
    super.nothingIsLeft();
  }

  @Test
  void whatEndedWithoutAWordFailed() {
    Started started = launching().start(way(), order("mute", "mute"), () -> {});
    LaunchRecord over = launching().follow(way(AN_HOUR_LATER), started.record(), state -> {});
    assertEquals(Phase.FAILED, over.end().phase());
    assertEquals(1, over.end().exitCode());
    assertTrue(over.end().cause().contains("did not finish"), over.end()::cause);
  }

  @Test
  void anAnswerThatIsLostIsAskedForAgainUnderTheSameRunId() throws InterruptedException {
    fault(start(), "InternalFailure", 500, 1, true);
    Started started = launching().start(way(), order("lost", "exit-0"), () -> {});
    assertEquals(Phase.SUCCEEDED, follow(started.record().handle(), Duration.ofHours(1)).phase());
    // By that id the function ingests once: SmallHandlerTest.
    await(() -> submitted("lost") == 2);
    assertEquals(2, submitted("lost"));
  }

  @Test
  void aLauncherThatIsKilledBeforeItKnowsOfItsRunIsFollowedByOneThatAsksAgain()
      throws InterruptedException {
    LaunchOrder order = order("unheard", "sleep");
    Launching first =
        new Launching(new KilledRecords(lake), Emulated.HASTY, new SplittableRandom(1));
    assertThrows(KilledRecords.Killed.class, () -> first.start(way(), order, () -> {}));
    Started second = launching().start(way(), order, () -> {});
    assertEquals(Began.SUBMITTED, second.began());
    await(() -> submitted("unheard") == 2);
    // One mark in the lake stops both.
    assertCancelled(second.record());
    assertEquals(2, submitted("unheard"));
  }
}
