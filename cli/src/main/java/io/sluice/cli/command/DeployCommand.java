package io.sluice.cli.command;

import io.sluice.cli.cloud.Built;
import io.sluice.deploy.DeployPlan;
import io.sluice.deploy.Deployment;
import io.sluice.spec.lake.LakeLocation;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Deploys the stack. */
@Command(
    name = "deploy",
    header = "Deploy the flow to AWS: a file lands in a bucket, a table grows.",
    description = {
      "Makes or changes the CloudFormation stack: buckets, events, functions, a state machine, a"
          + " Glue job, the ledger, messages and alarms. Programs go to the stack's own bucket,"
          + " under names with their hash; then one change set brings everything up to date."
          + " Deploying again changes only what is different. docs/aws.md has the steps from a new"
          + " account to the first table, and what it costs.",
      ""
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./sluice deploy --region eu-central-1 --email me@example.com",
      "  ./sluice deploy --stack sluice-test --parameter BatchWindowSeconds=300",
      "",
      "Exit codes: 0 done, also if there was nothing to change; 1 failed; 2 wrong usage."
    })
final class DeployCommand implements Callable<Integer> {
  @Mixin private StackOption stack;

  @Option(
      names = "--email",
      paramLabel = "ADDRESS",
      description = "Who gets the messages; AWS asks that address to confirm.")
  private String email;

  @Option(
      names = {"-P", "--parameter"},
      paramLabel = "NAME=VALUE",
      description = "A parameter of the template; those not named stay as they are.")
  private Map<String, String> parameters = new LinkedHashMap<>();

  @Spec private CommandSpec spec;

  private final Sluice root;

  DeployCommand(Sluice root) {
    this.root = root;
  }

  @Override
  public Integer call() {
    Built built = Built.of(root.surroundings().requireHome());
    if (email != null) {
      parameters.put("Email", email);
    }
    PrintWriter err = spec.commandLine().getErr();
    DeployPlan plan = new DeployPlan(stack.name(), built.jar(), built.functions(), parameters);
    Deployment.Result result = new Deployment(stack.settings(), err::println).deploy(plan);
    PrintWriter out = spec.commandLine().getOut();
    out.println(
        result.changed()
            ? "stack " + stack.name() + " is deployed"
            : "stack " + stack.name() + " is deployed already: nothing to change");
    new TreeMap<>(result.outputs())
        .forEach((name, value) -> out.printf("  %-18s %s%n", name, value));
    Map<String, String> o = result.outputs();
    out.println(
        "next: put a spec into "
            + new LakeLocation(o.get("LakeLocation")).specs()
            + "/, then files into");
    out.println("      s3://" + o.get("LandingBucket") + "/" + o.get("LandingPrefix"));
    out.flush();
    return ExitCodes.DONE;
  }
}
