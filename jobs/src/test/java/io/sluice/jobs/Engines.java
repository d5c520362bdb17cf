package io.sluice.jobs;

import io.sluice.ingest.engine.Engine;
import io.sluice.ingest.engine.EngineChoice;
import io.sluice.ingest.engine.EngineWish;
import io.sluice.ingest.failure.Stop;
import io.sluice.ingest.run.TaskRunner;
import io.sluice.ingest.run.ThreadRunner;
import io.sluice.ingest.store.LocalStorages;
import io.sluice.spark.run.SparkHost;
import io.sluice.spark.run.SparkRunner;
import io.sluice.spec.DatasetSpec;
import io.sluice.spec.lake.LakeLocation;
import java.util.Optional;

/** What runs the tasks of an ingest, in this process or in one of its own. */
enum Engines {
  THREADS(ThreadsMain.class),
  SPARK(IngestMain.class);

  /** What each of them has, so that both split the same work into the same tasks. */
  static final int CORES = 2;

  static final String MASTER = "local[" + CORES + "]";

  private final Class<?> main;

  Engines(Class<?> main) {
    this.main = main;
  }

  /** The main class of a process that ingests by this engine. */
  Class<?> main() {
    return main;
  }

  /**
   * Runs tasks in this process.
   *
   * @param stop ends those of threads
   */
  TaskRunner runner(Stop stop) {
    return this == THREADS
        ? new ThreadRunner(CORES, stop)
        : new SparkRunner(SharedSpark.HOST, SparkTransforms::compile, LocalStorages.INSTANCE);
  }

  /** This engine if it can run the spec, as the command line decides it; Spark otherwise. */
  Engines orSpark(DatasetSpec spec, LakeLocation lake) {
    Engine chosen =
        EngineChoice.onOneMachine(
                EngineWish.AUTO, Optional.empty(), spec, lake, LocalStorages.INSTANCE)
            .engine();
    return chosen == Engine.SPARK ? SPARK : this;
  }

  /** One Spark for all tests of this module, once one of them needs it. */
  private static final class SharedSpark {
    static final SparkHost HOST = start();

    private static SparkHost start() {
      System.setProperty("spark.master", MASTER);
      return new SparkHost("sluice tests", new Stop(), () -> {});
    }
  }
}
