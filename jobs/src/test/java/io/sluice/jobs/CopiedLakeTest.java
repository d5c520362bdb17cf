package io.sluice.jobs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.ingest.Outcome;
import io.sluice.ingest.failure.ExitCode;
import io.sluice.jobs.Death.Step;
import io.sluice.ledger.Manifest.Kind;
import io.sluice.spec.DatasetSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A copied lake is a lake, without the original. */
class CopiedLakeTest {
  @TempDir private Path folder;

  private static void move(Path from, Path to) throws IOException {
    List<Path> files;
    try (Stream<Path> walk = Files.walk(from)) {
      files = walk.toList();
    }
    for (Path file : files) {
      Path copy = to.resolve(from.relativize(file).toString());
      Files.createDirectories(copy.getParent());
      Files.copy(file, copy);
    }
    for (Path file : files.stream().sorted(Comparator.reverseOrder()).toList()) {
      Files.delete(file);
    }
  }

  private static void assertIn(TestLake lake, VersionedFiles files, int version) {
    List<String> paths = lake.paths("default.t", Kind.DATA);
    paths.forEach(path -> assertTrue(path.startsWith(lake.lake() + "/"), path));
    assertEquals(version, files.versionIn(TestLake.from(paths)));
  }

  @ParameterizedTest
  @EnumSource(Engines.class)
  void goesOn(Engines engine) throws IOException {
    TestLake original = new TestLake(folder, engine);
    VersionedFiles files = new VersionedFiles(original, 2, 40);
    DatasetSpec spec = original.specOf(VersionedFiles.spec("keep_replaced: 0s"));
    files.writeNext();
    assertEquals(ExitCode.DONE, original.ingest(spec).exitCode());
    TestLake copy = new TestLake(folder, engine, folder.resolve("elsewhere/copy"));
    move(original.lake(), copy.lake());
    assertIn(copy, files, 1);
    files.writeNext();
    assertCorrected(copy, files, spec);
  }

  /** Also with a run in it that was interrupted while it published. */
  @ParameterizedTest
  @EnumSource(Engines.class)
  void finishesWhatTheOriginalHadBegun(Engines engine) throws IOException {
    TestLake original = new TestLake(folder, engine);
    VersionedFiles files = new VersionedFiles(original, 2, 40);
    DatasetSpec spec = original.specOf(VersionedFiles.spec("keep_replaced: 0s"));
    files.writeNext();
    assertEquals(ExitCode.DONE, original.ingest(spec).exitCode());
    files.writeNext();
    // The table's files are out by then, those of the rejects are pending.
    assertTrue(original.ingestUntil(Death.before(Step.PUBLISH, 2), spec));
    TestLake copy = new TestLake(folder, engine, folder.resolve("elsewhere/copy"));
    move(original.lake(), copy.lake());
    assertIn(copy, files, 1);
    Outcome outcome = copy.ingest(spec);
    String warnings = outcome.report().findings().warnings().toString();
    assertTrue(warnings.contains("while publishing: finished"), warnings);
    assertIn(copy, files, 2);
    files.writeNext();
    assertCorrected(copy, files, spec);
  }

  private static void assertCorrected(TestLake copy, VersionedFiles files, DatasetSpec spec)
      throws IOException {
    Outcome outcome = copy.ingest(spec);
    assertEquals(ExitCode.DONE, outcome.exitCode(), () -> outcome.failure().toString());
    assertTrue(outcome.report().data().files().stream().allMatch(file -> file.replaced()));
    assertIn(copy, files, files.most());
    new Consistency(copy, "default.t").assertHolds(files.query(), VersionedFiles.columns(), "");
  }
}
