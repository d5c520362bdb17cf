package io.sluice.ingest.engine;

import io.sluice.ingest.failure.ExitCode;
import io.sluice.ingest.failure.IngestException;
import io.sluice.ingest.store.Storages;
import io.sluice.ingest.transform.SparkNeed;
import io.sluice.spec.DatasetSpec;
import io.sluice.spec.lake.LakeLocation;
import java.util.Locale;
import java.util.Optional;

/**
 * Which engine runs a spec, and why: decided here and nowhere else.
 *
 * @param reason for people
 */
public record EngineChoice(Engine engine, String reason) {
  /**
   * Chooses on one machine: threads, unless the spec needs Spark SQL or something is asked for.
   * Starting Spark costs more than half of a small ingest.
   *
   * @param master Spark's, if the user names one
   * @param reached what threads of this process reach
   * @throws IngestException if threads are asked for and cannot do it
   */
  public static EngineChoice onOneMachine(
      EngineWish wish,
      Optional<String> master,
      DatasetSpec spec,
      LakeLocation lake,
      Storages reached) {
    Optional<String> need = sparkNeed(spec, lake, reached);
    if (wish == EngineWish.THREADS) {
      if (master.isPresent()) {
        throw new IngestException(
            ExitCode.USAGE,
            "--master is for Spark only: leave it out, or leave out --engine threads");
      }
      need.ifPresent(
          reason -> {
            throw new IngestException(
                ExitCode.USAGE,
                "dataset "
                    + spec.dataset()
                    + " cannot be ingested by threads: "
                    + reason
                    + ". Leave out --engine threads");
          });
      return new EngineChoice(Engine.THREADS, "asked for by --engine");
    }
    if (wish == EngineWish.SPARK) {
      return new EngineChoice(Engine.SPARK, "asked for by --engine");
    }
    if (master.isPresent()) {
      return new EngineChoice(Engine.SPARK, "--master names " + master.get());
    }
    return need.map(reason -> new EngineChoice(Engine.SPARK, reason))
        .orElseGet(() -> new EngineChoice(Engine.THREADS, "the spec does not need Spark"));
  }

  /** Chooses where Spark was started to do it: Spark, whether or not the spec needs it. */
  public static EngineChoice onSpark(String master, DatasetSpec spec) {
    return new EngineChoice(
        Engine.SPARK,
        SparkNeed.of(spec).orElseGet(() -> "started by Spark, with the master " + master));
  }

  /**
   * Chooses for a small batch in a function: threads, unless the spec needs Spark SQL. No function
   * starts Spark: there, that choice means that another host must do it.
   */
  public static EngineChoice inFunction(DatasetSpec spec) {
    return SparkNeed.of(spec)
        .map(reason -> new EngineChoice(Engine.SPARK, reason))
        .orElseGet(() -> new EngineChoice(Engine.THREADS, "a small batch, in a function"));
  }

  private static Optional<String> sparkNeed(DatasetSpec spec, LakeLocation lake, Storages reached) {
    String target = lake.table(spec.target());
    for (String location : new String[] {spec.source().path(), target}) {
      if (!reached.reaches(location)) {
        return Optional.of(location + " can be reached by Spark's file systems only");
      }
    }
    return SparkNeed.of(spec);
  }

  /** In one line. */
  public String describe() {
    return engine.name().toLowerCase(Locale.ROOT) + ": " + reason;
  }
}
