package io.sluice.cli.command;

import io.sluice.cli.cloud.LocalCloud;
import io.sluice.localaws.CacheFolder;
import io.sluice.localaws.LocalAws;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** AWS on this machine. */
@Command(
    name = "aws-local",
    header = "AWS on this machine, without an account and without Docker.",
    description = {
      "An emulator on loopback in which the flow really runs: CloudFormation makes the stack, the"
          + " functions run as processes, and Glue's runs are spark-submit of the jar. Needs a JDK"
          + " 17 and a Python 3.12 or newer; its packages, 620 MB, are installed once.",
      ""
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./sluice aws-local demo            all of it, step by step",
      "  ./sluice aws-local up              start it and leave it running",
      "  eval \"$(./sluice aws-local up)\"    and point this shell's aws and sluice to it",
      "  ./sluice aws-local down"
    })
final class AwsLocalCommand implements Runnable {
  @Spec private CommandSpec spec;

  /** The command with those below it. */
  static CommandLine withSubcommands(Sluice root) {
    return new CommandLine(new AwsLocalCommand())
        .addSubcommand(new Up(root))
        .addSubcommand(new Down())
        .addSubcommand(new Status())
        .addSubcommand(new AwsLocalDemoCommand(root));
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "say what: up, down, status or demo");
  }

  /** The option that all of them take. */
  static final class State {
    @Option(
        names = "--state",
        paramLabel = "DIR",
        description = "The folder for its state and logs (default: ~/.cache/sluice/local-aws/up).")
    private Path folder;

    LocalCloud cloud() {
      return new LocalCloud(folder == null ? CacheFolder.path().resolve("up") : folder);
    }
  }

  /** Starts it. */
  @Command(
      name = "up",
      header = "Start it, and print the environment variables by which programs find it.",
      description = "")
  static final class Up implements Callable<Integer> {
    @Mixin private State state;

    @Option(
        names = "--port",
        paramLabel = "PORT",
        description = "Its port on 127.0.0.1; 0: any free port (default: ${DEFAULT-VALUE}).")
    private int port = 4566;

    @Spec private CommandSpec spec;

    private final Sluice root;

    Up(Sluice root) {
      this.root = root;
    }

    @Override
    public Integer call() throws IOException {
      PrintWriter err = spec.commandLine().getErr();
      LocalCloud cloud = state.cloud();
      Optional<LocalCloud.Up> there = cloud.find();
      LocalCloud.Up up;
      if (there.isPresent()) {
        up = there.get();
        err.println("# it is up already");
      } else {
        err.println("# starting it, with state and logs in " + cloud.folder());
        up = cloud.up(root.surroundings().requireHome(), port);
      }
      PrintWriter out = spec.commandLine().getOut();
      for (Map.Entry<String, String> each : LocalAws.environment(up.endpoint()).entrySet()) {
        out.println("export " + each.getKey() + "=" + each.getValue());
      }
      out.flush();
      return ExitCodes.DONE;
    }
  }

  /** Ends it. */
  @Command(name = "down", header = "End it; everything in it is lost.", description = "")
  static final class Down implements Callable<Integer> {
    @Mixin private State state;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
      boolean ended = state.cloud().down();
      PrintWriter out = spec.commandLine().getOut();
      out.println(ended ? "ended; its logs are in " + state.cloud().folder() : "it is not up");
      out.flush();
      return ExitCodes.DONE;
    }
  }

  /** Says whether it runs. */
  @Command(
      name = "status",
      header = "Say whether it runs, where, and where its logs are.",
      description = "Exit code 1 if it does not run.%n")
  static final class Status implements Callable<Integer> {
    @Mixin private State state;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() {
      LocalCloud cloud = state.cloud();
      Optional<LocalCloud.Up> up = cloud.find();
      PrintWriter out = spec.commandLine().getOut();
      if (up.isEmpty()) {
        out.println("it is not up: ./sluice aws-local up");
        out.flush();
        return ExitCodes.FAILED;
      }
      out.println("endpoint   " + up.get().endpoint());
      out.println("process    " + up.get().pid() + ", since " + up.get().since());
      out.println("log        " + cloud.folder().resolve(LocalAws.LOG));
      out.println("functions  " + cloud.folder().resolve("logs/lambda"));
      out.println("Glue runs  " + cloud.folder().resolve("glue"));
      out.flush();
      return ExitCodes.DONE;
    }
  }
}
