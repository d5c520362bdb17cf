package io.sluice.benchmarks.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A process of an engine: its standard error goes to a log in its working folder, and it never
 * outlives this one.
 */
final class EngineProcess implements AutoCloseable {
  /** Often enough for the peak that the system keeps, and too seldom to take time from anybody. */
  private static final long MILLIS_BETWEEN_LOOKS = 100;

  private static final int SHOWN_LINES = 12;
  private static final long SECONDS_TO_END = 20;

  private final String name;
  private final Process process;
  private final Path log;
  private final BufferedReader answers;

  /** The most that was seen, in bytes; -1 if that is not known. */
  private long memory = -1;

  private final Thread endWithMe;

  /**
   * @param name of the engine, for messages
   * @param work its working folder: what it leaves where it stands goes with its log
   */
  EngineProcess(String name, List<String> command, Map<String, String> environment, Path work) {
    this.name = name;
    this.log = work.resolve("engine.log");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(work.toFile())
            .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()));
    builder.environment().putAll(environment);
    try {
      this.process = builder.start();
    } catch (IOException e) {
      throw new EngineFailure("cannot start " + command.get(0) + ": " + e.getMessage(), e);
    }
    this.answers =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    this.endWithMe = new Thread(process::destroy, "end-engine");
    try {
      Runtime.getRuntime().addShutdownHook(endWithMe);
    } catch (IllegalStateException shuttingDown) {
      process.destroy();
      throw new EngineFailure("interrupted", shuttingDown);
    }
  }

  ProcessHandle handle() {
    return process.toHandle();
  }

  /** Waits until the engine says that it is ready. */
  void awaitReady() {
    try {
      if (!Timing.READY.equals(answers.readLine())) {
        throw failure("did not start");
      }
    } catch (IOException e) {
      throw failure("did not start: " + e.getMessage());
    }
  }

  /** Asks for one run and waits for its end. */
  Timing ask(Path out) {
    try {
      process.getOutputStream().write((out + "\n").getBytes(StandardCharsets.UTF_8));
      process.getOutputStream().flush();
      String line = answers.readLine();
      if (line == null) {
        throw failure("failed");
      }
      return Timing.parse(line);
    } catch (IOException e) {
      throw failure("failed: " + e.getMessage());
    }
  }

  /**
   * Asks for nothing more, and waits until the process has ended well; returns the most memory that
   * it had, in bytes; -1 if that is not known.
   */
  long awaitEnd() {
    try {
      look();
      process.getOutputStream().close();
      Thread drain = new Thread(this::drain, "engine-output");
      drain.setDaemon(true);
      drain.start();
      while (!process.waitFor(MILLIS_BETWEEN_LOOKS, TimeUnit.MILLISECONDS)) {
        look();
      }
    } catch (IOException e) {
      throw failure("failed: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EngineFailure("interrupted", e);
    }
    if (process.exitValue() != 0) {
      throw failure("ended with code " + process.exitValue());
    }
    return memory;
  }

  private void look() {
    memory = Math.max(memory, ResidentMemory.peak(handle()));
  }

  /** What a command prints for people is nobody's here. */
  private void drain() {
    try {
      answers.transferTo(Writer.nullWriter());
    } catch (IOException e) {
      // It ended: so does its output.
      return;
    }
  }

  /** What went wrong, from the end of the log. */
  private EngineFailure failure(String what) {
    String said;
    try {
      List<String> lines = Files.readAllLines(log);
      said =
          String.join("\n", lines.subList(Math.max(0, lines.size() - SHOWN_LINES), lines.size()));
    } catch (IOException e) {
      said = "(its log cannot be read: " + e.getMessage() + ")";
    }
    return new EngineFailure(name + " " + what + "; its log " + log + " ends with:\n" + said);
  }

  @Override
  public void close() {
    try {
      process.getOutputStream().close();
      if (!process.waitFor(SECONDS_TO_END, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (IOException e) {
      process.destroyForcibly();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    try {
      Runtime.getRuntime().removeShutdownHook(endWithMe);
    } catch (IllegalStateException shuttingDown) {
      // The hook is running, and does the same.
      return;
    }
  }
}
