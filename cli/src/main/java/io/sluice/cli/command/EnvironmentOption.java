package io.sluice.cli.command;

import io.sluice.launch.profile.Profile;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which environment of {@code sluice.yaml} is meant, and in which region. */
final class EnvironmentOption {
  @Mixin private ProfileOption profile;

  @Option(
      names = "--region",
      paramLabel = "REGION",
      description = "The region (default: the environment's, else what the AWS settings say).")
  private String region = "";

  /** Whether the command line says anything of it. */
  boolean isNamed() {
    return profile.isNamed() || !region.isEmpty();
  }

  /** Whether the command line says anything of it, or there is a file with one. */
  boolean isThere(Sluice root) {
    return isNamed() || profile.isThere(root);
  }

  /** As the file has it, with the region and the lake that the command line says. */
  Profile find(Sluice root) {
    Profile found = profile.find(root);
    return found.with(found.place().with(region, root.namedLake(), ""));
  }
}
