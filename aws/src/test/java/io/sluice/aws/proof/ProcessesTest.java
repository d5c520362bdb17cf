package io.sluice.aws.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.ingest.Outcome;
import io.sluice.ingest.failure.ExitCode;
import io.sluice.localaws.testing.EmulatedEnvironment;
import io.sluice.localaws.testing.LocalAwsForTests;
import io.sluice.localaws.testing.Signals;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Processes that ingest into one lake on the emulated AWS: killed by SIGKILL at random moments,
 * stopped by SIGSTOP beyond their leases and woken, several at once.
 *
 * <p>{@code -Dsluice.kills=100 -Dsluice.stops=50 -Dsluice.seed=7} for more of it.
 */
@ExtendWith({LocalAwsForTests.class, EmulatedEnvironment.class})
class ProcessesTest {
  private static final int KILLS = Integer.getInteger("sluice.kills", 3);
  private static final int STOPS = Integer.getInteger("sluice.stops", 2);
  private static final long SEED = Long.getLong("sluice.seed", 20261129);
  private static final long LIMIT_SECONDS = 240;

  /** About what a run takes that corrects a few files. */
  private static final int REQUESTS = 130;

  /** From this request on its run is open, up to the other it has recorded nothing. */
  private static final int BEGUN = 30;

  private static final int NOT_RECORDED = 55;

  @TempDir private Path folder;
  private final SplittableRandom random = new SplittableRandom(SEED);

  private static void assertDone(Outcome outcome, String told) {
    assertEquals(ExitCode.DONE, outcome.exitCode(), () -> told + ": " + outcome.failure());
  }

  private LakeUnderTest lake(String name) {
    LakeUnderTest lake = new LakeUnderTest(name, folder, random).make();
    lake.change();
    assertDone(lake.ingest(), "at first");
    return lake;
  }

  @Test
  void killedAtAnyMoment() throws Exception {
    LakeUnderTest lake = lake("processes-killed");
    for (int round = 0; round < KILLS; round++) {
      String told = "seed " + SEED + ", kill " + round;
      String before = lake.wanted();
      lake.change();
      Process process = start("processes-killed", 0);
      try (BufferedReader said = process.inputReader(StandardCharsets.UTF_8)) {
        await(said, "BEGINS");
        Thread.sleep(random.nextInt(4_000));
        process.destroyForcibly();
        assertTrue(process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS), told);
      }
      String found = lake.state();
      assertTrue(
          Set.of(before, lake.wanted()).contains(found), () -> told + ": a query found " + found);
      lake.letLeasesRunOut();
      assertDone(lake.ingest(), told);
      assertEquals(lake.wanted(), lake.state(), told);
      lake.assertNothingIsLeft(told);
    }
  }

  @Test
  void stoppedBeyondItsLeaseAndWoken() throws Exception {
    LakeUnderTest lake = lake("processes-stopped");
    int stopped = 0;
    for (int round = 0; round < STOPS; round++) {
      int stop =
          round == 0
              ? BEGUN + random.nextInt(NOT_RECORDED - BEGUN)
              : 12 + round * (REQUESTS - 12) / STOPS + random.nextInt((REQUESTS - 12) / STOPS);
      String told = "seed " + SEED + ", stop at request " + stop;
      lake.change();
      Process process = start("processes-stopped", stop);
      try (BufferedReader said = process.inputReader(StandardCharsets.UTF_8)) {
        String line = await(said, "STOPS", "ENDS");
        if (line.startsWith("STOPS")) {
          stopped++;
          assertTrue(Signals.send("STOP", process.pid()));
          lake.letLeasesRunOut();
          assertDone(lake.ingest(), told);
          assertEquals(lake.wanted(), lake.state(), told);
          assertTrue(Signals.send("CONT", process.pid()));
          process.getOutputStream().write('\n');
          process.getOutputStream().flush();
          line = await(said, "ENDS");
          assertToldOfItsEnd(line, round == 0, told);
        }
        assertTrue(process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS), told);
      } finally {
        process.destroyForcibly();
      }
      assertEquals(lake.wanted(), lake.state(), told);
      lake.assertNothingIsLeft(told);
    }
    assertTrue(stopped * 2 >= STOPS, stopped + " stopped");
  }

  /**
   * A woken process had committed before, or had nothing to lose yet; else it says that it lost its
   * lease. Or S3 says so first: whoever took its work over has deleted a file that it needs.
   *
   * @param inItsRun it was stopped while its run was open and not recorded: only its lease decides
   */
  private static void assertToldOfItsEnd(String line, boolean inItsRun, String told) {
    boolean lost =
        line.matches(
            "ENDS FAILED .*This process does not hold (run|table) \\S+ \\(any more\\): .*");
    boolean ended = line.matches("ENDS FAILED .*Run \\S+ (cannot|could not) .*");
    boolean gone =
        line.matches("ENDS FAILED .*(no such file any more|neither there nor pending|NoSuch).*");
    boolean done = line.equals("ENDS DONE Optional.empty");
    assertTrue(lost || (!inItsRun && (ended || gone || done)), () -> told + ": " + line);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 4})
  void severalAtOnce(int runners) throws Exception {
    LakeUnderTest lake = lake("processes-at-once-" + runners);
    for (int round = 0; round < 2; round++) {
      String told = "seed " + SEED + ", round " + round;
      lake.change();
      ExecutorService pool = Executors.newFixedThreadPool(runners);
      List<Future<Outcome>> running = new ArrayList<>();
      for (int i = 0; i < runners; i++) {
        running.add(pool.submit(lake::ingest));
      }
      for (Future<Outcome> one : running) {
        assertDone(one.get(LIMIT_SECONDS, TimeUnit.SECONDS), told);
      }
      pool.shutdown();
      assertEquals(lake.wanted(), lake.state(), told);
      lake.assertNothingIsLeft(told);
    }
  }

  private static String await(BufferedReader said, String... beginnings) throws IOException {
    StringBuilder all = new StringBuilder();
    for (String line = said.readLine(); line != null; line = said.readLine()) {
      for (String beginning : beginnings) {
        if (line.startsWith(beginning)) {
          return line;
        }
      }
      all.append(line).append('\n');
    }
    throw new AssertionError("the process ended, and said:\n" + all);
  }

  /** A process of this test's class path. */
  private Process start(String lake, int stopsAt) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx512m"));
    command.addAll(EmulatedEnvironment.javaOptions());
    command.addAll(
        List.of(
            "-cp",
            System.getProperty("java.class.path")
                .replace(File.pathSeparator + File.pathSeparator, File.pathSeparator),
            IngestProcess.class.getName(),
            lake,
            Integer.toString(stopsAt)));
    return new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
  }
}
