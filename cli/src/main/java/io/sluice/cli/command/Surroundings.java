package io.sluice.cli.command;

import io.sluice.cli.error.UsageException;
import io.sluice.cli.terminal.Terminal;
import io.sluice.launch.LaunchTarget;
import io.sluice.launch.LocalTarget;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Map;

/**
 * What lies around the commands: all of it is handed in, so that a test can hand in its own.
 *
 * @param home the folder of the installation; null when not started by the script
 * @param workingFolder what relative paths on the command line start from
 * @param target where jobs run
 */
public record Surroundings(
    Map<String, String> environment,
    Path home,
    Path workingFolder,
    InputStream input,
    Terminal terminal,
    LaunchTarget target) {

  /** Those of this process. */
  public static Surroundings ofProcess() {
    Map<String, String> environment = System.getenv();
    String home = System.getProperty("sluice.home");
    Path homeFolder = home == null ? null : Path.of(home);
    return new Surroundings(
        environment,
        homeFolder,
        Path.of("").toAbsolutePath(),
        System.in,
        Terminal.ofProcess(environment),
        new LocalTarget(homeFolder, environment));
  }

  /** None but a folder to work in: no environment, no input, no terminal, and nowhere to launch. */
  public static Surroundings onlyFolder(Path workingFolder) {
    return new Surroundings(
        Map.of(),
        null,
        workingFolder,
        InputStream.nullInputStream(),
        Terminal.NONE,
        job -> new LaunchTarget.JobResult(0, ""));
  }

  /**
   * A file named on the command line. Relative names stay so where they mean the same to the
   * process, because messages repeat them.
   */
  Path file(Path named) {
    return workingFolder.equals(Path.of("").toAbsolutePath())
        ? named
        : workingFolder.resolve(named);
  }

  /**
   * The folder of the installation.
   *
   * @throws UsageException if it is unknown
   */
  Path requireHome() {
    if (home == null) {
      throw new UsageException(
          "the installation's folder is unknown: start this command through ./sluice");
    }
    return home;
  }
}
