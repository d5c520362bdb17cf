package io.sluice.cli.command;

import io.sluice.cli.terminal.Terminal;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/** Puts the commands together. A new command is one class and one line here. */
public final class Commands {
  /** By name, in the order of the help. */
  private static final Map<String, Function<Sluice, Object>> ALL = new LinkedHashMap<>();

  static {
    ALL.put("demo", DemoCommand::new);
    ALL.put("detect", DetectCommand::new);
    ALL.put("ingest", IngestCommand::new);
    ALL.put("plan", PlanCommand::new);
    ALL.put("sql", SqlCommand::new);
    ALL.put("rejects", RejectsCommand::new);
    ALL.put("runs", RunsCommand::new);
    ALL.put("show", ShowCommand::new);
    ALL.put("files", FilesCommand::new);
    ALL.put("init", InitCommand::new);
    ALL.put("catalog", CatalogCommand::new);
    ALL.put("check", CheckCommand::new);
    ALL.put("recover", RecoverCommand::new);
    ALL.put("vacuum", VacuumCommand::new);
    ALL.put("drop", DropCommand::new);
    ALL.put("launch", LaunchCommand::new);
    ALL.put("attach", AttachCommand::new);
    ALL.put("status", StatusCommand::new);
    ALL.put("cancel", CancelCommand::new);
    ALL.put("sweep", SweepCommand::new);
    ALL.put("deploy", DeployCommand::new);
    ALL.put("destroy", root -> new DestroyCommand());
    ALL.put("redrive", root -> new RedriveCommand());
    ALL.put("package", PackageCommand::new);
    ALL.put("policies", root -> new PoliciesCommand());
    ALL.put("doctor", DoctorCommand::new);
    ALL.put("schedule", ScheduleCommand::withSubcommands);
    ALL.put("logs", LogsCommand::new);
    ALL.put("aws-local", AwsLocalCommand::withSubcommands);
    ALL.put("benchmark", BenchmarkCommand::new);
    ALL.put("completion", root -> new CompletionCommand());
  }

  private Commands() {}

  /**
   * Runs one command.
   *
   * @param out where results go
   * @param err where messages go
   * @return its exit code; see {@link ExitCodes}
   */
  public static int run(
      Surroundings surroundings, PrintWriter out, PrintWriter err, String... arguments) {
    String first = arguments.length == 0 ? "" : arguments[0];
    // Each command costs some milliseconds to describe, which nobody waits for who named another.
    boolean named = ALL.containsKey(first) && !first.equals("completion");
    Map<String, Function<Sluice, Object>> needed = named ? Map.of(first, ALL.get(first)) : ALL;
    return create(needed, surroundings, out, err).execute(arguments);
  }

  /** All of them below one, ready to be executed. */
  static CommandLine all(Surroundings surroundings, PrintWriter out, PrintWriter err) {
    return create(ALL, surroundings, out, err);
  }

  private static CommandLine create(
      Map<String, Function<Sluice, Object>> made,
      Surroundings surroundings,
      PrintWriter out,
      PrintWriter err) {
    Sluice root = new Sluice(surroundings);
    CommandLine commands = new CommandLine(root);
    made.forEach((name, command) -> commands.addSubcommand(name, command.apply(root)));
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
