package io.sluice.cli;

import io.sluice.cli.launch.JobRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Builds a job's command line. What is wrong with it is told before Spark is started. */
final class JobArguments {
  private final Sluice root;
  private final List<String> arguments = new ArrayList<>();

  JobArguments(Sluice root) {
    this.root = root;
  }

  JobArguments specs(List<Path> specs) {
    for (Path spec : specs) {
      Path file = root.surroundings().workingFolder().resolve(spec);
      if (!Files.exists(file)) {
        throw new UsageException(
            "there is no spec "
                + spec
                + ": './sluice detect FILE --write-spec "
                + spec
                + "' writes one for your files");
      }
      if (Files.isDirectory(file)) {
        throw new UsageException(spec + " is a folder: name the spec file in it");
      }
      arguments.add(spec.toString());
    }
    return this;
  }

  JobArguments output(ResultFormat format) {
    return option("--output", format.toString());
  }

  JobArguments option(String name, String value) {
    arguments.add(name);
    arguments.add(value);
    return this;
  }

  JobArguments flag(String name) {
    arguments.add(name);
    return this;
  }

  JobRequest request(String mainClass) {
    option("--lake", root.lakeFolder().toString());
    if (root.verbose()) {
      flag("--verbose");
    }
    return new JobRequest(mainClass, arguments);
  }
}
