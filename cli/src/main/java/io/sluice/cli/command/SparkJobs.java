package io.sluice.cli.command;

import io.sluice.cli.command.SpecFiles.SpecFile;
import io.sluice.launch.JobRequest;
import io.sluice.launch.LaunchTarget.JobResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Starts jobs of Spark's, in a process of their own. */
final class SparkJobs {
  private final Sluice root;

  SparkJobs(Sluice root) {
    this.root = root;
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
    return root.surroundings().target().run(new JobRequest(mainClass, arguments, master));
  }
}
