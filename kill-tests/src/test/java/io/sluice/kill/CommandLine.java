package io.sluice.kill;

import io.sluice.cli.command.Commands;
import io.sluice.cli.command.Surroundings;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;

/**
 * The command line without a process of its own: what is not killed need not wait for a JVM.
 *
 * @param folder where it works
 */
record CommandLine(Path folder) {
  /** How a command ended. */
  record Ended(int code, String out, String err) {}

  Ended run(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code =
        Commands.run(
            Surroundings.onlyFolder(folder), new PrintWriter(out), new PrintWriter(err), arguments);
    return new Ended(code, out.toString(), err.toString());
  }
}
