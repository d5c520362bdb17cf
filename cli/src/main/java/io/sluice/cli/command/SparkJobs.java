package io.sluice.cli.command;

import io.sluice.cli.command.SpecFiles.SpecFile;
import io.sluice.launch.JobRequest;
import io.sluice.launch.LaunchTarget.JobResult;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Starts jobs of Spark's, in a process of their own. */
final class SparkJobs {
  /** Codes by which Spark ends a process by itself (its SparkExitCode). */
  private static final int OUT_OF_MEMORY = 52;

  private static final Set<Integer> SPARK_CODES = Set.of(50, 51, OUT_OF_MEMORY);

  private final Sluice root;
  private final PrintWriter err;

  SparkJobs(Sluice root, PrintWriter err) {
    this.root = root;
    this.err = err;
  }

  /**
   * Runs a job over specs.
   *
   * @param master Spark's
   */
  JobResult run(String mainClass, List<SpecFile> specs, String master) {
    List<String> arguments = new ArrayList<>();
    specs.forEach(spec -> arguments.add(spec.location()));
    arguments.add("--lake");
    arguments.add(root.lake().root());
    arguments.add("--progress");
    arguments.add(root.surroundings().terminal().progress().name().toLowerCase(Locale.ROOT));
    if (root.verbose()) {
      arguments.add("--verbose");
    }
    JobResult result =
        root.surroundings().target().run(new JobRequest(mainClass, arguments, master));
    if (!SPARK_CODES.contains(result.exitCode())) {
      return result;
    }
    err.println(
        result.exitCode() == OUT_OF_MEMORY
            ? "sluice: the job ran out of memory: give it a larger heap (SLUICE_HEAP=4g), or fewer"
                + " processors (--master 'local[1]'). The next run finishes or undoes what it left"
            : "sluice: Spark ended the job because of an error that it could not handle;"
                + " --verbose shows it. The next run finishes or undoes what the job left");
    err.flush();
    return new JobResult(ExitCodes.FAILED, result.output());
  }
}
