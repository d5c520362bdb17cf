package io.sluice.localaws;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

/**
 * Programs in Python with exactly the packages that a list of pins names: an environment of its
 * own, made once for each list.
 */
public final class PythonTool {
  private final Path interpreter;

  private PythonTool(Path interpreter) {
    this.interpreter = interpreter;
  }

  /**
   * What a program said.
   *
   * @param output both streams
   */
  public record Said(int exitCode, String output) {}

  /**
   * The environment for these pins, from the cache or made now.
   *
   * @param requirements lines for pip
   * @throws LocalAwsUnavailableException if there is no Python, or the packages cannot be installed
   */
  public static PythonTool with(String requirements) throws IOException {
    Python python = Python.find(System.getenv("PATH"), Path.of(System.getProperty("user.home")));
    return new PythonTool(
        PythonEnvironment.of(python, requirements, CacheFolder.path()).interpreter());
  }

  /** Its Python, for processes that others start. */
  public Path interpreter() {
    return interpreter;
  }

  /**
   * Runs its interpreter.
   *
   * @throws IOException if it has not ended in that time
   */
  public Said run(Duration atMost, String... arguments) throws IOException {
    String[] command =
        Stream.concat(Stream.of(interpreter.toString()), Stream.of(arguments))
            .toArray(String[]::new);
    Command ran = Command.run(atMost, command);
    return new Said(ran.exitCode(), ran.output());
  }
}
