package io.sluice.cli.command;

import io.sluice.aws.AwsSettings;
import io.sluice.aws.S3Settings;
import io.sluice.deploy.DeployPlan;
import picocli.CommandLine.Option;

/** Which stack is meant, and where it is. */
final class StackOption {
  @Option(
      names = "--stack",
      paramLabel = "NAME",
      description = "The stack's name (default: ${DEFAULT-VALUE}).")
  private String stack = DeployPlan.DEFAULT_STACK;

  @Option(
      names = "--region",
      paramLabel = "REGION",
      description = "Where it is (default: what the AWS environment says).")
  private String region = "";

  String name() {
    return stack;
  }

  /** How its region is reached. */
  AwsSettings settings() {
    return new AwsSettings(region, "", S3Settings.DEFAULT);
  }
}
