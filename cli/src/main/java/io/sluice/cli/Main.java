package io.sluice.cli;

import io.sluice.cli.command.Commands;
import io.sluice.cli.command.ExitCodes;
import io.sluice.cli.command.Surroundings;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/** The process that {@code ./sluice} starts. */
public final class Main {
  private Main() {}

  /** Runs one command and exits with its code; see {@link ExitCodes}. */
  public static void main(String[] args) {
    // Tables hold text of any language: what is written is UTF-8, whatever the locale says.
    PrintStream out = utf8(FileDescriptor.out);
    PrintStream err = utf8(FileDescriptor.err);
    System.setOut(out);
    System.setErr(err);
    int code;
    try {
      code =
          Commands.run(
              Surroundings.ofProcess(),
              new PrintWriter(out, false, StandardCharsets.UTF_8),
              new PrintWriter(err, true, StandardCharsets.UTF_8),
              args);
    } catch (LinkageError e) {
      err.println(
          "sluice: a library cannot be loaded: "
              + innermost(e)
              + ". Libraries are extracted into the temporary folder "
              + System.getProperty("java.io.tmpdir")
              + ", which may be full, or may not allow programs to run;"
              + " SLUICE_JAVA_OPTS=-Djava.io.tmpdir=DIR sets another");
      code = ExitCodes.FAILED;
    } catch (OutOfMemoryError e) {
      err.println("sluice: out of memory: give it a larger heap (SLUICE_HEAP=4g)");
      code = ExitCodes.FAILED;
    } catch (StackOverflowError e) {
      err.println(
          "sluice: the input is nested too deeply. If it has to be, SLUICE_JAVA_OPTS=-Xss16m gives"
              + " room for it");
      code = ExitCodes.FAILED;
    }
    out.flush();
    err.flush();
    System.exit(code);
  }

  /** What the initializer of a class says of a failure has no message of its own. */
  private static String innermost(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
  }

  private static PrintStream utf8(FileDescriptor descriptor) {
    return new PrintStream(new FileOutputStream(descriptor), false, StandardCharsets.UTF_8);
  }
}
