package io.sluice.flow;

import io.sluice.localaws.testing.EmulatedEnvironment;
import io.sluice.localaws.testing.Signals;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The command line as a process of its own, as the start script begins it: one that can die. */
final class LaunchProcess implements AutoCloseable {
  private static final Duration LONGEST = Duration.ofMinutes(3);

  private final Process process;
  private final Path output;

  private LaunchProcess(Process process, Path output) {
    this.process = process;
    this.output = output;
  }

  /**
   * Starts it.
   *
   * @param folder for what it prints and remembers; its working folder
   * @param typed pairs: a text that is expected, and what is typed then; empty: it has no terminal
   */
  static LaunchProcess start(Path folder, List<String> typed, String... arguments)
      throws IOException {
    Path script = folder.resolve("interactive.py");
    try (InputStream in = LaunchProcess.class.getResourceAsStream("interactive.py")) {
      Files.write(script, in.readAllBytes());
    }
    List<String> command = new ArrayList<>(List.of("python3", script.toString()));
    command.addAll(typed);
    command.add("--");
    command.addAll(java(!typed.isEmpty()));
    command.addAll(List.of(arguments));
    Path output = folder.resolve("output.txt");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
            .redirectOutput(output.toFile());
    builder.environment().put("XDG_STATE_HOME", folder.resolve("state").toString());
    builder
        .environment()
        .put("SLUICE_JOB_JAVA_OPTS", String.join(" ", EmulatedEnvironment.javaOptions()));
    return new LaunchProcess(builder.start(), output);
  }

  private static List<String> java(boolean terminal) throws IOException {
    Path root = Path.of(System.getProperty("sluice.root"));
    Path target = root.resolve("cli/target");
    Path jar;
    try (Stream<Path> files = Files.list(target)) {
      jar =
          files
              .filter(file -> file.getFileName().toString().matches("sluice-cli-[0-9.]+\\.jar"))
              .findFirst()
              .orElseThrow();
    }
    String libraries = Files.readString(target.resolve("classpath.txt")).strip();
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Dsluice.home=" + root));
    command.addAll(EmulatedEnvironment.javaOptions());
    if (terminal) {
      command.addAll(List.of("-Dsluice.terminal=true", "-Dsluice.error-terminal=true"));
    }
    command.addAll(List.of("-cp", jar + ":" + libraries, "io.sluice.cli.Main"));
    return command;
  }

  /** What it has printed so far. */
  String printed() throws IOException {
    return Files.readString(output);
  }

  /** Waits until it has printed a text. */
  void awaitPrinted(String text) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + LONGEST.toNanos();
    while (!printed().contains(text)) {
      if (!process.isAlive() || System.nanoTime() > deadline) {
        throw new AssertionError("it did not print '" + text + "', but: " + printed());
      }
      Thread.sleep(50);
    }
  }

  /** Sends a signal: INT, KILL. */
  void signal(String name) throws IOException, InterruptedException {
    Signals.send(name, process.pid());
  }

  /** Waits for its end; its exit code, 128 and the signal's number if one ended it. */
  int end() throws IOException, InterruptedException {
    if (!process.waitFor(LONGEST.toSeconds(), TimeUnit.SECONDS)) {
      throw new AssertionError("it does not end, and printed: " + printed());
    }
    return process.exitValue();
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }
}
