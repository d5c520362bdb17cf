package io.sluice.jobs;

import io.sluice.ingest.Ingest;
import io.sluice.ingest.Outcome;
import io.sluice.ingest.failure.ExitCode;
import io.sluice.ingest.failure.Failures;
import io.sluice.ingest.failure.StopOnSignal;
import io.sluice.ingest.lake.Lake;
import io.sluice.ingest.progress.ProgressPrinter;
import io.sluice.ingest.run.TaskRunner;
import io.sluice.ingest.run.ThreadRunner;
import io.sluice.spec.DatasetSpec;
import io.sluice.spec.SpecReader;
import io.sluice.spec.lake.LakeLocation;
import io.sluice.spec.report.RunReports;
import java.nio.file.Path;

/**
 * What the command line does with a spec that threads can run, as a process: its own module is not
 * on the class path of these tests. Takes {@code --lake DIR SPEC}.
 */
final class ThreadsMain {
  private ThreadsMain() {}

  public static void main(String[] args) {
    System.exit(run(SpecReader.read(Path.of(args[2])), args[1]).code());
  }

  private static ExitCode run(DatasetSpec spec, String folder) {
    try (StopOnSignal signal = new StopOnSignal();
        TaskRunner runner = new ThreadRunner(Engines.CORES, signal.stop());
        Lake lake = Lake.open(new LakeLocation(folder))) {
      ProgressPrinter progress = new ProgressPrinter(System.err, ProgressPrinter.Style.LINES);
      Outcome outcome =
          new Ingest(spec, lake, runner, "threads: of a test", signal.stop(), progress).run();
      System.out.println(RunReports.toJson(outcome.report()));
      outcome.failure().ifPresent(ThreadsMain::tell);
      return outcome.exitCode();
    } catch (RuntimeException | Error e) {
      tell(Failures.of(e));
      return Failures.of(e).exitCode();
    }
  }

  private static void tell(Throwable failure) {
    System.err.println("sluice: " + failure.getMessage());
  }
}
