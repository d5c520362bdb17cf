package io.sluice.cli.command;

import io.sluice.cli.launch.Environments;
import io.sluice.launch.profile.Profile;
import io.sluice.launch.profile.Profiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Which environment of which {@code sluice.yaml} is meant. */
final class ProfileOption {
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

  /** Whether one was named, be it by its file. */
  boolean isNamed() {
    return !environment.isEmpty() || file != null;
  }

  /** Whether one was named, or there is a file with one. */
  boolean isThere(Sluice root) {
    return isNamed() || Files.exists(root.surroundings().workingFolder().resolve(Profiles.FILE));
  }

  /**
   * As the file has it; where there is no file, and none was named, the defaults.
   *
   * @throws io.sluice.spec.SpecException if the file has mistakes
   */
  Profile find(Sluice root) {
    return Environments.find(
        root.surroundings().workingFolder(),
        Optional.ofNullable(file).map(root.surroundings()::file),
        environment);
  }
}
