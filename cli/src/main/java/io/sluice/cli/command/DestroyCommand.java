package io.sluice.cli.command;

import io.sluice.deploy.Destruction;
import java.io.PrintWriter;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Removes the stack. */
@Command(
    name = "destroy",
    header = "Remove the flow from AWS; data stays.",
    description = {
      "Removes the stack and everything in it except what contains data: the landing bucket, the"
          + " lake's bucket, the ledger and the database in the catalog stay, and are listed.",
      ""
    },
    footerHeading = "%nExamples:%n",
    footer = {"  ./sluice destroy", "  ./sluice destroy --stack sluice-test --region eu-central-1"})
final class DestroyCommand implements Callable<Integer> {
  @Mixin private StackOption stack;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter err = spec.commandLine().getErr();
    Map<String, String> kept =
        new Destruction(stack.settings(), err::println).destroy(stack.name());
    PrintWriter out = spec.commandLine().getOut();
    out.println("stack " + stack.name() + " is removed. What stays:");
    kept.forEach((name, value) -> out.printf("  %-10s %s%n", name, value));
    out.flush();
    return ExitCodes.DONE;
  }
}
