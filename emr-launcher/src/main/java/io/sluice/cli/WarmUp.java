package io.sluice.cli;

import java.io.InputStream;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.util.Map;

/**
 * Runs through the commands that users wait for, so that the JVM can write down the classes they
 * load (class data sharing). Prints nothing and changes nothing.
 */
final class WarmUp {
  private WarmUp() {}

  public static void main(String[] args) {
    Surroundings nowhere =
        new Surroundings(
            Map.of("SLUICE_LAKE", "no-lake"),
            null,
            Path.of("").toAbsolutePath(),
            InputStream.nullInputStream(),
            Terminal.NONE,
            job -> ExitCodes.DONE);
    for (String[] command : new String[][] {{"--help"}, {"runs"}, {"--version"}, {"--hepl"}}) {
      PrintWriter nothing = new PrintWriter(Writer.nullWriter());
      Commands.create(nowhere, nothing, nothing).execute(command);
    }
  }
}
