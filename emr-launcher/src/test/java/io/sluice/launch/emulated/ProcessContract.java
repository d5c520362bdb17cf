package io.sluice.launch.emulated;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.launch.LaunchHandle;
import io.sluice.launch.LaunchRecord;
import io.sluice.launch.LaunchState;
import io.sluice.launch.LaunchState.Phase;
import io.sluice.launch.LaunchWay;
import io.sluice.launch.Launching.Started;
import io.sluice.launch.OrderRefusedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What holds besides for ways that are processes of this machine: there is no service that could
 * lose an answer or have no room, and all that goes wrong is processes. What runs is a JVM, with a
 * stand-in for the job.
 */
abstract class ProcessContract extends WayContract implements Listed {
  @TempDir Path folder;

  /** Takes away what the way would start. */
  abstract void remove() throws IOException;

  /**
   * Breaks it so that this is seen only when it is started.
   *
   * @return what is told then
   */
  abstract String spoil() throws IOException;

  /** Below which attempts are kept. */
  final Path runs() {
    return folder.resolve("runs");
  }

  /** By which processes of this test are known. */
  final String mark() {
    return "-Dlaunched.below=" + folder;
  }

  /** A JVM's options and class path, for what stands in. */
  final List<String> jvm() {
    return List.of("-XX:TieredStopAtLevel=1", mark());
  }

  @Override
  public WayContract its() {
    return this;
  }

  @Override
  int submitted(String runId) {
    Path attempts = runs().resolve(runId);
    if (!Files.exists(attempts)) {
      return 0;
    }
    try (Stream<Path> all = Files.list(attempts)) {
      return (int) all.count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  LaunchWay killed(LaunchHandle handle) throws InterruptedException {
    await(() -> job(handle).isPresent());
    job(handle).orElseThrow().destroyForcibly();
    return way();
  }

  /** What the shell of a run has started. */
  private static Optional<ProcessHandle> job(LaunchHandle handle) {
    return ProcessHandle.of(Long.parseLong(handle.id())).stream()
        .flatMap(ProcessHandle::descendants)
        .findFirst();
  }

  @Override
  Never never(String runId) {
    try {
      return new Never(order(runId, "exit-0"), Phase.FAILED, spoil(), way());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @AfterEach
  void noProcessIsLeft() throws InterruptedException {
    awaitNothingRuns();
    await(() -> processes().isEmpty());
    assertEquals(List.of(), processes());
  }

  private List<String> processes() {
    return ProcessHandle.current()
        .descendants()
        .flatMap(each -> each.info().commandLine().stream())
        .filter(line -> line.contains(folder.toString()))
        .toList();
  }

  @Test
  void whatIsNotThereIsRefusedAndLeavesNothing() throws IOException {
    remove();
    assertThrows(
        OrderRefusedException.class,
        () -> launching().start(way(), order("absent", "exit-0"), () -> {}));
    assertEquals(0, submitted("absent"));
    assertEquals(Optional.empty(), records().find("absent"));
  }

  @Test
  void aJobThatIsKilledTellsBySignal() throws InterruptedException {
    LaunchHandle handle = begun("signalled");
    LaunchRecord record = records().find("signalled").orElseThrow();
    LaunchRecord over = launching().follow(killed(handle), record, state -> {});
    assertTrue(over.end().cause().contains("ended by signal 9"), over.end()::cause);
  }

  @Test
  void whatDoesNotEndWhenItIsToldToIsKilledWithAllThatItStarted() throws InterruptedException {
    LaunchHandle handle =
        launching().start(way(), order("deaf", "deaf"), () -> {}).record().handle();
    Path said = Path.of(handle.more().get("folder"), "stdout.log");
    await(() -> lines(said).contains("deaf"));
    List<ProcessHandle> all =
        ProcessHandle.of(Long.parseLong(handle.id())).orElseThrow().descendants().toList();
    assertTrue(all.size() >= 2, all::toString);
    LaunchState end = follow(handle, Duration.ofSeconds(1));
    assertEquals(Phase.TIMED_OUT, end.phase(), end::reason);
    assertTrue(end.reason().contains("seconds after it was told to, and was killed"), end::reason);
    await(() -> all.stream().allMatch(ProcessContract::isGone));
    assertTrue(all.stream().allMatch(ProcessContract::isGone), all::toString);
  }

  /** Whoever is over may still be known to the system until its parent has asked for its end. */
  private static boolean isGone(ProcessHandle process) {
    return !process.isAlive() || process.info().command().isEmpty();
  }

  private static List<String> lines(Path file) {
    try {
      return Files.exists(file) ? Files.readAllLines(file) : List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void whatIsCancelledAtOnceEndsToo() {
    Started started = launching().start(way(), order("at-once", "sleep"), () -> {});
    way().cancel(started.record().handle());
    LaunchRecord over = launching().follow(way(), started.record(), state -> {});
    assertEquals(Phase.CANCELLED, over.end().phase(), over.end()::cause);
    assertEquals(Set.of(), running());
  }
}
