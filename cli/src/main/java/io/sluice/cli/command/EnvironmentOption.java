package io.sluice.cli.command;

import io.sluice.cli.launch.Environments;
import io.sluice.launch.profile.Profile;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Which environment of {@code sluice.yaml} is meant. */
final class EnvironmentOption {
  @Option(
      names = "--env",
      paramLabel = "NAME",
      description = "The environment of sluice.yaml (default: the file's).")
  private String environment = "";

  @Option(
      names = "--profiles",
      paramLabel = "FILE",
      description = "The file with environments (default: ./sluice.yaml).")
  private Path file;

  @Option(
      names = "--region",
      paramLabel = "REGION",
      description = "The region (default: the environment's, else what the AWS settings say).")
  private String region = "";

  /** As the file has it, with the region that the command line says. */
  Profile find(Sluice root) {
    Profile profile =
        Environments.find(
            root.surroundings().workingFolder(),
            Optional.ofNullable(file).map(named -> root.surroundings().file(named)),
            environment);
    return profile.with(profile.place().with(region, root.namedLake(), ""));
  }
}
