package io.sluice.cli.command;

import io.sluice.cli.error.UsageException;
import io.sluice.cli.sql.SqlFailure;
import io.sluice.deploy.DeployException;
import io.sluice.formats.read.ReadException;
import io.sluice.ingest.failure.IngestException;
import io.sluice.launch.LaunchException;
import io.sluice.launch.OrderRefusedException;
import io.sluice.localaws.LocalAwsUnavailableException;
import io.sluice.spec.NearestName;
import io.sluice.spec.SpecException;
import io.sluice.sqlite.SqliteFileException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Objects;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Turns every failure into a message on standard error and an exit code. */
final class Failures implements IParameterExceptionHandler, IExecutionExceptionHandler {
  private final Sluice root;

  Failures(Sluice root) {
    this.root = root;
  }

  @Override
  public int handleParseException(ParameterException failure, String[] args) {
    CommandLine command = failure.getCommandLine();
    PrintWriter err = command.getErr();
    String name = command.getCommandSpec().qualifiedName();
    err.println(styled(name + ": " + message(failure)));
    err.println("Try '" + name + " --help'.");
    if (root.verbose()) {
      failure.printStackTrace(err);
    }
    err.flush();
    return ExitCodes.USAGE;
  }

  @Override
  public int handleExecutionException(Exception failure, CommandLine command, ParseResult parsed) {
    command.getOut().flush();
    PrintWriter err = command.getErr();
    err.println(styled(command.getCommandSpec().qualifiedName() + ": " + message(failure)));
    if (root.verbose()) {
      failure.printStackTrace(err);
    }
    err.flush();
    if (failure instanceof IngestException ingest) {
      return ingest.exitCode().code();
    }
    boolean usage =
        failure instanceof UsageException
            || failure instanceof SpecException
            || failure instanceof OrderRefusedException;
    return usage ? ExitCodes.USAGE : ExitCodes.FAILED;
  }

  private String styled(String text) {
    return root.surroundings().terminal().styled("31", text);
  }

  private static String message(ParameterException failure) {
    if (!(failure instanceof UnmatchedArgumentException unmatched)
        || unmatched.getUnmatched().isEmpty()) {
      return failure.getMessage();
    }
    String unknown = unmatched.getUnmatched().get(0);
    CommandLine command = failure.getCommandLine();
    if (unmatched.isUnknownOption()) {
      String option = unknown.contains("=") ? unknown.substring(0, unknown.indexOf('=')) : unknown;
      return "unknown option '"
          + option
          + "'"
          + hint(option, command.getCommandSpec().optionsMap().keySet());
    }
    if (!command.getSubcommands().isEmpty()) {
      return "unknown command '" + unknown + "'" + hint(unknown, command.getSubcommands().keySet());
    }
    return "unexpected argument '" + unknown + "'";
  }

  private static String hint(String unknown, Iterable<String> known) {
    Optional<String> nearest = NearestName.of(unknown, known);
    return nearest.map(name -> "; did you mean '" + name + "'?").orElse("");
  }

  private String message(Exception failure) {
    if (failure instanceof UncheckedIOException unchecked
        && Objects.equals(failure.getMessage(), unchecked.getCause().getMessage())) {
      // Unchecked on its way, and nothing was added.
      return message(unchecked.getCause());
    }
    if (failure instanceof UsageException
        || failure instanceof SpecException
        || failure instanceof LaunchException
        || failure instanceof DeployException
        || failure instanceof LocalAwsUnavailableException
        || failure instanceof IngestException
        || failure instanceof SqlFailure
        || failure instanceof ReadException
        || failure instanceof SqliteFileException) {
      return failure.getMessage();
    }
    if (failure instanceof NoSuchFileException missing) {
      return missing.getFile() + " does not exist";
    }
    if (failure instanceof AccessDeniedException denied) {
      return denied.getFile() + " may not be read or written: check its permissions";
    }
    if (failure instanceof FileSystemException file && file.getReason() != null) {
      return file.getFile() + ": " + file.getReason();
    }
    String text =
        failure.getMessage() == null ? failure.getClass().getName() : failure.getMessage();
    return root.verbose() ? text : text + "\n(--verbose shows where)";
  }
}
