package io.sluice.cli.command;

import io.sluice.aws.AwsSettings;
import io.sluice.aws.S3Settings;
import io.sluice.deploy.DeployPlan;
import io.sluice.launch.profile.Profile;
import picocli.CommandLine.Option;

/** Which stack is meant, and where it is. */
final class StackOption {
  @Option(
      names = "--stack",
      paramLabel = "NAME",
      description = "The stack's name (default: " + DeployPlan.DEFAULT_STACK + ").")
  private String stack = "";

  @Option(
      names = "--region",
      paramLabel = "REGION",
      description = "Where it is (default: what the AWS environment says).")
  private String region = "";

  String name() {
    return stack.isEmpty() ? DeployPlan.DEFAULT_STACK : stack;
  }

  /** That and where the user says that it is, what they leave open from an environment. */
  StackOption orOf(Profile profile) {
    StackOption both = new StackOption();
    both.stack = stack.isEmpty() ? profile.place().stack() : stack;
    both.region = region.isEmpty() ? profile.place().region() : region;
    return both;
  }

  /** Whether somebody named one. */
  boolean isNamed() {
    return !stack.isEmpty();
  }

  /** How its region is reached. */
  AwsSettings settings() {
    return new AwsSettings(region, "", S3Settings.DEFAULT);
  }
}
