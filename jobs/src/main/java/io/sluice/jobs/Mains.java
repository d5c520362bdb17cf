package io.sluice.jobs;

import io.sluice.ingest.failure.ExitCode;
import io.sluice.ingest.failure.Failures;
import io.sluice.spark.run.SparkHost;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;

/** What the mains have in common: how arguments are taken, and how failures are told. */
final class Mains {
  private static final String LOG_LEVEL = "sluice.log.level";

  private Mains() {}

  /** Runs the command and ends the process with its exit code. */
  static void run(Object command, String... args) {
    if (verbose(args) && System.getProperty(LOG_LEVEL) == null) {
      // Read once, when the first logger is made.
      System.setProperty(LOG_LEVEL, "error");
    }
    SparkHost.warmUp();
    int code = execute(command, args);
    System.out.flush();
    System.err.flush();
    // Does not wait for the threads that Spark leaves behind, but removes temporary files: native
    // libraries that were extracted, and Spark's folder.
    if (code == 0 && UnderGlue.now()) {
      // Glue may take any System.exit for a failure.
      return;
    }
    System.exit(code);
  }

  static int execute(Object command, String... args) {
    CommandLine line = new CommandLine(command);
    line.setErr(new PrintWriter(System.err, true, StandardCharsets.UTF_8));
    // Glue adds arguments of its own, in any order, and bare tokens; elsewhere they are mistakes.
    line.setUnmatchedArgumentsAllowed(UnderGlue.now());
    line.setExitCodeExceptionMapper(failure -> exitCode(failure).code());
    line.setExecutionExceptionHandler(
        (failure, where, parsed) -> {
          tell(failure, verbose(args));
          return exitCode(failure).code();
        });
    return line.execute(args);
  }

  /** Prints what a failure means to a user, with its stack trace if asked for. */
  static void tell(Throwable failure, boolean verbose) {
    System.err.println("sluice: " + message(failure));
    if (verbose) {
      StringWriter trace = new StringWriter();
      failure.printStackTrace(new PrintWriter(trace));
      System.err.println(trace);
    }
  }

  static String message(Throwable failure) {
    return Failures.message(failure);
  }

  static ExitCode exitCode(Throwable failure) {
    return Failures.exitCode(failure);
  }

  private static boolean verbose(String... args) {
    for (String arg : args) {
      if (arg.equals("--verbose")) {
        return true;
      }
    }
    return false;
  }
}
