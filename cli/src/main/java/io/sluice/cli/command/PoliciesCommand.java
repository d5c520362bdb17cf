package io.sluice.cli.command;

import io.sluice.aws.AwsSettings;
import io.sluice.aws.S3Settings;
import io.sluice.cli.error.UsageException;
import io.sluice.deploy.DeployPlan;
import io.sluice.deploy.DeployedStack;
import io.sluice.deploy.policy.Names;
import io.sluice.deploy.policy.Policies;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints policies. */
@Command(
    name = "policies",
    header = "Print the least IAM policy that a role or a person needs.",
    description = {
      "As JSON, ready for 'aws iam put-role-policy'. Without --deployed AWS is not called: names"
          + " are patterns of those that CloudFormation will make. With it, they are those of the"
          + " stack.",
      "",
      "Targets: glue, emr, emr-serverless, batch: the role of a job there; lambda: those of the"
          + " functions; launch: who launches, launch-glue and so on: on one way only; logs: who"
          + " reads them; redrive: who sends again what failed; deploy: who deploys the stack;"
          + " doctor: who looks at it; cli: who works on a lake.",
      ""
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./sluice policies deploy --account 123456789012 --region eu-central-1",
      "  ./sluice policies glue --deployed > policy.json"
    })
final class PoliciesCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "TARGET",
      arity = "0..1",
      description = "Whose policy. Without one, all are listed.")
  private String target;

  @Option(
      names = "--stack",
      paramLabel = "NAME",
      description = "The stack's name (default: ${DEFAULT-VALUE}).")
  private String stack = DeployPlan.DEFAULT_STACK;

  @Option(
      names = "--deployed",
      description = "Ask CloudFormation what the stack's things are called.")
  private boolean deployed;

  @Option(
      names = "--region",
      paramLabel = "REGION",
      description = "The region (default: any; with --deployed what the AWS environment says).")
  private String region;

  @Option(
      names = "--account",
      paramLabel = "ID",
      description = "The account (default: any; with --deployed the stack's).")
  private String account;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    if (target == null) {
      List<String> all = Policies.targets();
      all.forEach(each -> out.printf("%-15s %s%n", each, Policies.who(each)));
    } else if (!Policies.targets().contains(target)) {
      throw new UsageException(
          "there is no policy for '"
              + target
              + "': name one of "
              + String.join(", ", Policies.targets()));
    } else {
      out.println(Policies.of(target, names()).toPrettyString());
    }
    out.flush();
    return ExitCodes.DONE;
  }

  private Names names() {
    if (!deployed) {
      return Names.of(stack, region == null ? "*" : region, account == null ? "*" : account);
    }
    DeployedStack found =
        DeployedStack.find(
            new AwsSettings(region == null ? "" : region, "", S3Settings.DEFAULT), stack);
    return Names.of(stack, found.region(), account == null ? found.account() : account)
        .with(found.parameters())
        .with(found.resources());
  }
}
