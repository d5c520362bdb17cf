package io.sluice.localaws;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A command that ran to its end, with what it printed to either stream. */
record Command(int exitCode, String output) {
  boolean succeeded() {
    return exitCode == 0;
  }

  /** The last lines of what something printed, where an error's reason usually is. */
  static String lastLines(String output, int lines) {
    List<String> all = output.strip().lines().toList();
    return String.join("\n", all.subList(Math.max(0, all.size() - lines), all.size()));
  }

  /**
   * Runs a command without input.
   *
   * @throws IOException if it cannot be started, or has not ended in that time; then it is killed
   */
  static Command run(Duration atMost, String... command) throws IOException {
    Path output = Files.createTempFile("local-aws-", ".out");
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
              .redirectOutput(output.toFile())
              .start();
      try {
        if (!process.waitFor(atMost.toSeconds(), TimeUnit.SECONDS)) {
          throw new IOException(
              "not finished after " + atMost.toSeconds() + " s: " + String.join(" ", command));
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("interrupted: " + String.join(" ", command), e);
      } finally {
        process.destroyForcibly();
      }
      return new Command(process.exitValue(), Files.readString(output));
    } finally {
      Files.delete(output);
    }
  }
}
