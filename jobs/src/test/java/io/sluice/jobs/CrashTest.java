package io.sluice.jobs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.ingest.Outcome;
import io.sluice.ingest.failure.ExitCode;
import io.sluice.ledger.Manifest.Kind;
import io.sluice.spec.SpecReader;
import io.sluice.spec.report.RunReport.RunState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Runs are killed at any moment, in processes of their own, while files come in and are corrected;
 * the run after each kill, by the other engine, must leave exactly the right rows, and nothing
 * else.
 */
@Timeout(900)
@ParameterizedClass
@EnumSource(Engines.class)
class CrashTest {
  private static final long SEED = 20260101;

  /** The kill suite of kill-tests kills more often; here each kind of moment is met. */
  private static final int ROUNDS = Integer.getInteger("sluice.crash.rounds", 3);

  private static final int ROWS = 4_000;
  private static final int PARTITIONS = 30;
  private static final String SCHEMA =
      "schema:\n  - {name: p, type: int}\n  - {name: id, type: bigint}\n"
          + "  - {name: note, type: string}\nrejects: {max_fraction: 0.5}\n";

  /** Of the runs that are killed. */
  @Parameter private Engines engine;

  @TempDir private Path folder;
  private TestLake lake;
  private Path spec;
  private final SplittableRandom random = new SplittableRandom(SEED);

  @BeforeEach
  void makeLake() throws IOException {
    lake = new TestLake(folder, other(engine));
    spec = spec("t", "in");
  }

  private static Engines other(Engines engine) {
    return engine == Engines.SPARK ? Engines.THREADS : Engines.SPARK;
  }

  private Path spec(String dataset, String source) throws IOException {
    return Files.writeString(
        folder.resolve(dataset + ".yml"),
        "dataset: "
            + dataset
            + "\nsource: {path: "
            + source
            + ", format: csv}\n"
            + SCHEMA
            + "target: {table: t, partition_by: [p], keep_replaced: 0s}\n");
  }

  /** A file of rows that no other version of it has; a bad one among them. */
  private void write(String name) {
    StringBuilder text = new StringBuilder("p,id,note\n");
    long version = random.nextLong() >>> 20;
    for (int i = 0; i < ROWS; i++) {
      text.append(random.nextInt(PARTITIONS)).append(',').append(version + i);
      text.append(",\"text of some length, ").append(random.nextInt()).append("\"\n");
    }
    lake.file(name, text + "x,y,bad\n");
  }

  private String sources(String glob) {
    return "SELECT * FROM read_csv('"
        + folder.resolve(glob)
        + "', auto_detect = false, header = true, delim = ',', quote = '\"', ignore_errors = true,"
        + " columns = {p: 'BIGINT', id: 'BIGINT', note: 'VARCHAR'})";
  }

  private void assertConsistent(String glob, String told) throws IOException {
    new Consistency(lake, "default.t").assertHolds(sources(glob), "p, id, note", told);
  }

  private void assertMended(String told) throws IOException {
    Outcome outcome = lake.ingest(SpecReader.read(spec));
    assertEquals(ExitCode.DONE, outcome.exitCode(), () -> told + outcome.failure());
    assertConsistent("in/*.csv", told + outcome.report().findings().warnings());
    assertEquals(
        RunState.NOTHING_TO_DO, lake.ingest(SpecReader.read(spec)).report().end().state(), told);
  }

  /** New files, and corrected ones whose rows lie in all partitions. */
  private void change(int round) {
    write("new" + round + ".csv");
    write("corrected" + round % 3 + ".csv");
  }

  @Test
  void killedAtAnyMoment() throws Exception {
    int killed = 0;
    // On, until enough were killed: how soon after a word a run is over is the machine's affair.
    for (int round = 0; round < ROUNDS || killed < 2; round++) {
      assertTrue(round < 10 * ROUNDS, killed + " of " + round + " runs were killed: too late");
      change(round);
      JobProcess job = JobProcess.start(engine, lake.lake(), spec);
      int delay = random.nextInt(engine == Engines.SPARK ? 1_000 : 60);
      String said = List.of("listing", "preparing", "publishing").get(round % 3);
      killed += job.killAfter(said, delay) ? 1 : 0;
      assertMended("round " + round + ", killed after " + delay + " ms: " + job.told());
    }
  }

  @Test
  void killedWhilePublishing() throws Exception {
    int killed = 0;
    for (int round = 0; round < ROUNDS || killed < 2; round++) {
      assertTrue(round < 10 * ROUNDS, killed + " of " + round + " runs were killed: too late");
      change(round);
      Set<String> before = files();
      JobProcess job = JobProcess.start(engine, lake.lake(), spec);
      job.awaitSaid("publishing");
      int moves = round == 0 ? 0 : random.nextInt(2 * PARTITIONS);
      // Files that appear are being published, files that vanish are replaced.
      job.await(() -> difference(before, files()) > moves);
      killed += job.kill() ? 1 : 0;
      assertMended("round " + round + ", killed after " + moves + " moves: " + job.told());
    }
  }

  /** Between the report and the ledger's commit, and between that and the end. */
  @Test
  void killedWhenAllButDone() throws Exception {
    for (int round = 0; round < ROUNDS - 1; round++) {
      change(round);
      int before = reports();
      JobProcess job = JobProcess.start(engine, lake.lake(), spec);
      job.await(() -> reports() > before);
      job.kill();
      assertMended("round " + round + ", killed as its report was there: " + job.told());
    }
  }

  private int reports() {
    String[] names =
        lake.lake()
            .resolve("_sluice/reports")
            .toFile()
            .list((folder, name) -> !name.startsWith(".") && name.endsWith(".json"));
    return names == null ? 0 : names.length;
  }

  private Set<String> files() {
    TreeSet<String> found = new TreeSet<>();
    Path table = lake.lake().resolve("default/t");
    for (int p = 0; p < PARTITIONS; p++) {
      String[] names = table.resolve("p=" + p).toFile().list();
      found.addAll(names == null ? List.of() : List.of(names));
    }
    return found;
  }

  private static int difference(Set<String> before, Set<String> now) {
    Set<String> all = new TreeSet<>(before);
    all.addAll(now);
    all.removeIf(name -> before.contains(name) && now.contains(name));
    return all.size();
  }

  @Test
  void processesAtOnce() throws Exception {
    Path other = spec("other", "in2");
    for (int round = 0; round < 2; round++) {
      for (int i = 0; i < 3; i++) {
        write("shared" + i + ".csv");
        write("../in2/of_other" + i + ".csv");
      }
      List<JobProcess> jobs =
          List.of(
              JobProcess.start(engine, lake.lake(), spec),
              JobProcess.start(other(engine), lake.lake(), spec),
              JobProcess.start(engine, lake.lake(), other));
      for (JobProcess job : jobs) {
        assertEquals(0, job.exitCode(), job::told);
      }
      assertConsistent("in*/*.csv", "round " + round);
    }
    assertEquals(6 * ROWS, count("SELECT * FROM " + lake.table("default.t")));
    assertEquals(6, count("SELECT * FROM " + lake.rejects("default.t")), "of the last versions");
  }

  private static int count(String query) {
    return Integer.parseInt(TestLake.sql("SELECT count(*) FROM (" + query + ")").get(0));
  }

  /** A run that died before it began to publish leaves no trace of it, even if none follows. */
  @Test
  void nothingIsVisibleBeforeThePublishing() throws Exception {
    change(0);
    Path pending = lake.lake().resolve("default/t/_sluice_pending");
    // However late it is killed, it has not begun to publish.
    lake.whileTableIsLeased(
        "default.t",
        () -> {
          JobProcess job = JobProcess.start(engine, lake.lake(), spec);
          assertTrue(job.await(() -> Files.exists(pending)), job::told);
          assertTrue(job.kill(), job::told);
        });
    assertEquals(List.of(), lake.paths("default.t", Kind.DATA));
    assertEquals(new TreeSet<String>(), files());
    assertMended("killed while writing");
  }
}
