package io.sluice.jobs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.sluice.ingest.Outcome;
import io.sluice.spec.DatasetSpec;
import java.nio.file.Path;
import java.util.List;

/**
 * The same files, ingested by each engine into a lake of its own: after every run the two lakes
 * must be the same, byte for byte. What a test asks of this lake is answered by Spark's.
 *
 * <p>A spec that only Spark can run is run in this lake alone. After it the two differ for good, so
 * that a test which then brings a spec for both fails: what needs Spark comes last, or has a lake
 * of its own.
 */
final class TwinLakes extends TestLake {
  private final TestLake twin;
  private boolean alone;

  TwinLakes(Path folder) {
    this(folder, folder);
  }

  /**
   * @param folder of the sources
   * @param lakes of the two lakes
   */
  TwinLakes(Path folder, Path lakes) {
    super(folder, Engines.SPARK, lakes.resolve("lake"));
    this.twin = new TestLake(folder, Engines.THREADS, lakes.resolve("by_threads/lake"));
  }

  /** Those that have what was ingested. */
  List<TestLake> lakes() {
    return alone ? List.of(this) : List.of(this, twin);
  }

  @Override
  Outcome ingest(DatasetSpec spec) {
    boolean forBoth = twin.engineOf(spec) != Engines.SPARK;
    assertFalse(
        alone && forBoth,
        () -> spec.dataset() + " would go uncompared: ingest it before what only Spark can run");
    alone |= !forBoth;
    Outcome outcome = super.ingest(spec);
    if (!alone) {
      Outcome other = twin.ingest(spec);
      assertEquals(outcome.exitCode(), other.exitCode(), () -> outcome + " / " + other);
      LakePicture.assertSame(LakePicture.of(this, outcome), LakePicture.of(twin, other));
    }
    return outcome;
  }
}
