package io.sluice.cli.command;

import io.sluice.ingest.engine.EngineChoice;
import io.sluice.ingest.engine.EngineWish;
import io.sluice.ingest.store.Storages;
import io.sluice.launch.JobRequest;
import io.sluice.spec.DatasetSpec;
import io.sluice.spec.lake.LakeLocation;
import java.util.Optional;
import picocli.CommandLine.Option;

/** What runs a command's work, and with how many processors. */
final class EngineOption {
  @Option(
      names = "--engine",
      paramLabel = "auto|threads|spark",
      description =
          "What runs it: threads of this process, Spark in a process of its own, or whichever the"
              + " spec needs (default: ${DEFAULT-VALUE}).")
  private EngineWish wish = EngineWish.AUTO;

  @Option(
      names = "--master",
      paramLabel = "MASTER",
      description = "Spark's master, for example local[2]; means --engine spark.")
  private String master;

  /** Which engine runs a spec. */
  EngineChoice choice(DatasetSpec spec, LakeLocation lake, Storages reached) {
    return EngineChoice.onOneMachine(wish, Optional.ofNullable(master), spec, lake, reached);
  }

  /** Spark's master, if Spark runs it. */
  String master() {
    return master == null ? JobRequest.LOCAL_MASTER : master;
  }
}
