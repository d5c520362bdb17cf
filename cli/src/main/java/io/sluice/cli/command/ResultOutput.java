package io.sluice.cli.command;

import java.io.PrintWriter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The option that says how a command prints its result, and where it does. */
final class ResultOutput {
  @Option(
      names = {"-o", "--output"},
      paramLabel = "table|json",
      description = "How the result is printed (default: ${DEFAULT-VALUE}).")
  private ResultFormat format = ResultFormat.TABLE;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  ResultFormat format() {
    return format;
  }

  boolean isJson() {
    return format == ResultFormat.JSON;
  }

  /** To be flushed when all is printed. */
  PrintWriter out() {
    return command.commandLine().getOut();
  }

  /** For what is not the result. */
  PrintWriter err() {
    return command.commandLine().getErr();
  }
}
