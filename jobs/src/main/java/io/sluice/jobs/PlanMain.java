package io.sluice.jobs;

import io.sluice.jobs.console.ProgressPrinter;
import io.sluice.jobs.lake.Lake;
import io.sluice.jobs.plan.PlanJob;
import io.sluice.jobs.plan.PlanJson;
import io.sluice.jobs.prepare.Session;
import io.sluice.spec.DatasetSpec;
import io.sluice.spec.SpecReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Shows what an ingest would do, as one JSON document on standard output; writes nothing. */
@Command(name = "plan", description = "Shows what an ingest would do.")
public final class PlanMain implements Callable<Integer> {
  @Mixin private JobOptions options;

  PlanMain() {}

  public static void main(String[] args) {
    Mains.run(new PlanMain(), args);
  }

  @Override
  public Integer call() throws IOException {
    for (Path file : options.specs) {
      DatasetSpec spec = SpecReader.read(file);
      try (Session session = new Session("sluice plan " + spec.dataset());
          Lake lake = Lake.look(options.lake)) {
        ProgressPrinter progress = new ProgressPrinter(System.err, options.progress);
        System.out.println(PlanJson.of(new PlanJob(spec, lake, session, progress).plan()));
      }
    }
    return ExitCode.DONE.code();
  }
}
