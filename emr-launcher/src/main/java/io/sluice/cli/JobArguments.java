package io.sluice.cli;

import io.sluice.cli.launch.JobRequest;
import io.sluice.spec.SpecReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Builds a job's command line. */
final class JobArguments {
  private final Sluice root;
  private final List<Path> specs = new ArrayList<>();
  private final List<String> arguments = new ArrayList<>();

  JobArguments(Sluice root) {
    this.root = root;
  }

  JobArguments specs(List<Path> files) {
    for (Path spec : files) {
      specs.add(spec);
      arguments.add(spec.toString());
    }
    return this;
  }

  /**
   * Tells what is wrong with the specs, before the job does anything.
   *
   * @throws UsageException if one is not there
   * @throws io.sluice.spec.SpecException if one has mistakes
   */
  void check() {
    for (Path spec : specs) {
      Path file = root.surroundings().file(spec);
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
      // The job reads it again; here a mistake is told in a second.
      SpecReader.read(file);
    }
  }

  JobArguments option(String name, String value) {
    arguments.add(name);
    arguments.add(value);
    return this;
  }

  /**
   * @param master Spark's master
   */
  JobRequest request(String mainClass, String master) {
    option("--lake", root.lakeFolder().toString());
    option("--progress", root.surroundings().terminal().progress().name().toLowerCase(Locale.ROOT));
    if (root.verbose()) {
      arguments.add("--verbose");
    }
    return new JobRequest(mainClass, arguments, master);
  }
}
