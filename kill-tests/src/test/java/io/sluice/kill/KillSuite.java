package io.sluice.kill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.ingest.lake.Lake;
import io.sluice.ledger.LiveFile;
import io.sluice.ledger.Manifest.Kind;
import io.sluice.localaws.testing.Signals;
import io.sluice.spec.lake.LakeLocation;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The command line, its job, or both are killed at random moments, half of them within 400 ms of
 * publishing, by threads and by Spark, while another process asks the table, and for all tables,
 * without a pause. The next ingest mends it; every third time {@code recover} comes before that.
 * Nothing may be lost or doubled, every answer is the state before a run or after it, and the
 * catalog differs in nothing.
 *
 * <p>{@code -Dsluice.kills=200 -Dsluice.seed=7} for more of it.
 */
abstract class KillSuite {
  private static final long SEED = Long.getLong("sluice.seed", 20261129);
  private static final int SPARK_EVERY = 5;
  private static final int RECOVERS_EVERY = 3;
  private static final long LIMIT_SECONDS = 240;

  private enum Victim {
    COMMAND_LINE,
    JOB,
    GROUP
  }

  @TempDir protected Path folder;
  private final SplittableRandom random = new SplittableRandom(SEED);
  private final List<String> states = new ArrayList<>(List.of(""));
  private Path spec;
  private int killed;

  /** As {@code --lake} takes it; made by the first ingest, or there. */
  abstract String lake();

  /** The folder of the source files, as a spec names it. */
  abstract String source();

  /** Puts a source file where it belongs, at once as a whole. */
  abstract void send(String name, String text) throws IOException;

  /** All files of the lake's database; fails if any is pending. */
  abstract List<String> files() throws IOException;

  /** Of Java, for each process. */
  abstract List<String> options();

  /** Waits until others may take up what a killed process left. */
  abstract void awaitItsLease() throws InterruptedException;

  /** How many kills, if nothing else is said. */
  abstract int kills();

  @Test
  void nothingIsLostOrDoubledAndEveryAnswerIsOneState() throws Exception {
    int kills = Integer.getInteger("sluice.kills", kills());
    spec =
        Files.writeString(
            folder.resolve("t.yml"),
            """
            dataset: t
            source: {path: "%s", format: csv}
            schema:
              - {name: p, type: int}
              - {name: file, type: string}
              - {name: version, type: int}
              - {name: n, type: int}
            target: {database: kill, table: t, partition_by: [p]}
            """
                .formatted(source()));
    Versions versions = new Versions(this::send, random);
    versions.change();
    states.add(versions.state());
    ingest();
    Path asking = Files.createFile(folder.resolve("asking"));
    Path answers = folder.resolve("answers");
    Process asker = start(answers, Asker.class.getName(), lake(), asking.toString());
    // On, until most of so many were still running: how long each runs is the machine's affair.
    for (int round = 0; round < kills || killed <= kills / 2; round++) {
      assertTrue(round < 5 * kills, killed + " of " + round + " were still running when killed");
      versions.change();
      states.add(versions.state());
      kill(round);
      awaitItsLease();
      if (round % RECOVERS_EVERY == RECOVERS_EVERY - 1) {
        recover(round);
      }
      ingest();
      assertEquals(versions.state(), ask(), told(round));
    }
    Files.delete(asking);
    assertTrue(asker.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS));
    assertAnswers(Files.readAllLines(answers));
    assertNothingIsLeft();
  }

  private static String told(int round) {
    return "seed " + SEED + ", round " + round;
  }

  private void kill(int round) throws Exception {
    boolean spark = round % SPARK_EVERY == 1;
    boolean nearPublishing = round % 2 == 0;
    Path out = folder.resolve("out" + round);
    List<String> command =
        new ArrayList<>(List.of("io.sluice.cli.Main", "ingest", spec.toString(), "--lake", lake()));
    if (spark) {
      command.addAll(List.of("--engine", "spark", "--master", "local[1]"));
    }
    Process process = start(out, command.toArray(String[]::new));
    if (nearPublishing) {
      await(process, () -> read(out).contains("publishing"));
      Thread.sleep(random.nextInt(400));
    } else {
      await(process, () -> read(out).contains("listing"));
      Thread.sleep(random.nextInt(spark ? 3_000 : 600));
    }
    // Stopped, so that it starts no job that nobody here would know of.
    Signals.send("STOP", process.pid());
    List<ProcessHandle> jobs = process.descendants().toList();
    killed += process.isAlive() ? 1 : 0;
    Victim victim = Victim.values()[random.nextInt(Victim.values().length)];
    if (victim != Victim.JOB || jobs.isEmpty()) {
      process.destroyForcibly();
    }
    if (victim != Victim.COMMAND_LINE) {
      jobs.forEach(ProcessHandle::destroyForcibly);
    }
    Signals.send("CONT", process.pid());
    assertTrue(process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS), () -> told(round));
    // A job whose command line was killed goes on; its end is waited for, as a user would.
    for (ProcessHandle job : jobs) {
      job.onExit().get(LIMIT_SECONDS, TimeUnit.SECONDS);
    }
    // A query right after the kill is answered too.
    String answer = ask();
    assertTrue(states.contains(answer), () -> told(round) + ": " + answer);
  }

  private void ingest() throws Exception {
    succeeds("mended", "ingest", spec.toString());
  }

  /** What a run left is finished or undone without the spec, and nothing new is ingested. */
  private void recover(int round) throws Exception {
    succeeds("recovered", "recover");
    String answer = ask();
    assertTrue(states.contains(answer), () -> told(round) + ", recovered: " + answer);
  }

  /** Of the command line, in a process of its own; what it says goes to the file of that name. */
  private void succeeds(String said, String... commandAndArguments) throws Exception {
    Path out = folder.resolve(said);
    List<String> command = new ArrayList<>(List.of("io.sluice.cli.Main"));
    command.addAll(List.of(commandAndArguments));
    command.addAll(List.of("--lake", lake()));
    Process process = start(out, command.toArray(String[]::new));
    assertTrue(process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS), said);
    assertEquals(
        0, process.exitValue(), () -> "seed " + SEED + ", " + command.get(1) + ": " + read(out));
  }

  private String ask() throws Exception {
    Path out = folder.resolve("asked");
    Process process =
        start(out, "io.sluice.cli.Main", "sql", "-o", "csv", "--lake", lake(), Versions.QUERY);
    assertTrue(process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS));
    String answer = read(out).strip();
    assertEquals(0, process.exitValue(), () -> "seed " + SEED + ": " + answer);
    return answer.lines().skip(1).findFirst().orElse("").replace("\"", "");
  }

  /**
   * None failed; of the table, each is one of the states, and none comes after a later one.
   *
   * @param answers of {@link Asker}
   */
  private void assertAnswers(List<String> answers) {
    assertTrue(answers.size() > 1, answers::toString);
    int last = 0;
    for (String line : answers) {
      String[] parts = line.split("\\|", 3);
      assertEquals("0", parts[0], () -> "seed " + SEED + ": a query failed: " + line);
      if (parts[1].equals(Asker.TABLES)) {
        continue;
      }
      String state = parts.length < 3 ? "" : parts[2].replace("\"", "");
      int found = states.indexOf(state);
      assertTrue(found >= 0, () -> "seed " + SEED + ": no state of the table: " + line);
      assertTrue(found >= last, "seed " + SEED + ": an earlier state after a later one: " + line);
      last = found;
    }
  }

  /** Once replaced files are deleted, what is there is what the ledger says, and the catalog. */
  private void assertNothingIsLeft() throws Exception {
    succeeds("vacuum", "vacuum", "--older-than", "0s");
    succeeds("diff", "catalog", "diff");
    try (Lake opened = Lake.open(new LakeLocation(lake()))) {
      assertEquals(List.of(), opened.ledger().orphans());
      assertTrue(
          opened.ledger().runs(Optional.empty(), Optional.empty(), 1_000).stream()
              .allMatch(run -> run.state().over()));
      TreeSet<String> live = new TreeSet<>();
      for (Kind kind : Kind.values()) {
        opened.ledger().liveFiles("kill.t", kind).stream().map(LiveFile::path).forEach(live::add);
      }
      assertEquals(live, new TreeSet<>(files()), "seed " + SEED);
    }
  }

  private interface Check {
    boolean holds() throws IOException;
  }

  private static void await(Process process, Check check) throws Exception {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
    while (process.isAlive() && !check.holds() && System.nanoTime() < deadline) {
      Thread.sleep(2);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** A process of this test's class path; what it says goes to the file. */
  Process start(Path out, String... mainAndArguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options());
    command.addAll(
        List.of(
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Xmx512m",
            "-Dsluice.home=" + System.getProperty("sluice.root"),
            "-cp",
            System.getProperty("java.class.path")
                .replace(File.pathSeparator + File.pathSeparator, File.pathSeparator)));
    command.addAll(List.of(mainAndArguments));
    ProcessBuilder process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(out.toFile());
    process.environment().put("SLUICE_JOB_JAVA_OPTS", String.join(" ", options()));
    return process.start();
  }
}
