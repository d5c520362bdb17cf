package io.sluice.cli.command;

import io.sluice.cli.terminal.Terminal;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/** Puts the commands together. A new command is one class and one line here. */
public final class Commands {
  private Commands() {}

  /**
   * All of them below one, ready to be executed.
   *
   * @param out where results go
   * @param err where messages go
   */
  public static CommandLine create(Surroundings surroundings, PrintWriter out, PrintWriter err) {
    Sluice root = new Sluice(surroundings);
    CommandLine commands =
        new CommandLine(root)
            .addSubcommand(new DemoCommand(root))
            .addSubcommand(new DetectCommand(root))
            .addSubcommand(new IngestCommand(root))
            .addSubcommand(new PlanCommand(root))
            .addSubcommand(new SqlCommand(root))
            .addSubcommand(new RejectsCommand(root))
            .addSubcommand(new RunsCommand(root))
            .addSubcommand(new ShowCommand(root))
            .addSubcommand(new FilesCommand(root))
            .addSubcommand(new InitCommand(root))
            .addSubcommand(new CatalogCommand(root))
            .addSubcommand(new CheckCommand(root))
            .addSubcommand(new RecoverCommand(root))
            .addSubcommand(new VacuumCommand(root))
            .addSubcommand(new DropCommand(root))
            .addSubcommand(new DeployCommand(root))
            .addSubcommand(new DestroyCommand())
            .addSubcommand(AwsLocalCommand.withSubcommands(root))
            .addSubcommand(new BenchmarkCommand(root))
            .addSubcommand(new CompletionCommand());
    boolean colored = surroundings.terminal().colors() == Terminal.Colors.ON;
    Failures failures = new Failures(root);
    return commands
        .setOut(out)
        .setErr(err)
        .setColorScheme(CommandLine.Help.defaultColorScheme(colored ? Ansi.ON : Ansi.OFF))
        .setCaseInsensitiveEnumValuesAllowed(true)
        // A lake may be called like a command.
        .setAllowSubcommandsAsOptionParameters(true)
        .setParameterExceptionHandler(failures)
        .setExecutionExceptionHandler(failures)
        .setExecutionStrategy(new CommandLine.RunLast());
  }
}
