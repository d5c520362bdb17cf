package io.sluice.benchmarks.process;

import io.sluice.benchmarks.Folders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A process of an engine: its standard error goes to a log, its working folder is that of the log,
 * its temporary files go when it is closed, and it never outlives this one.
 */
public final class EngineProcess implements AutoCloseable {
  /** Where the command line looks for options of the jobs that it starts. */
  private static final String JOB_OPTIONS = "SLUICE_JOB_JAVA_OPTS";

  private static final int SHOWN_LINES = 12;
  private static final long SECONDS_TO_END = 20;

  private final Process process;
  private final Path log;
  private final Path temporary;
  private final Thread endWithMe;

  private EngineProcess(Process process, Path log, Path temporary) {
    this.process = process;
    this.log = log;
    this.temporary = temporary;
    this.endWithMe = new Thread(process::destroy, "end-engine");
    Runtime.getRuntime().addShutdownHook(endWithMe);
  }

  /** Its standard output is read by the caller, from the process. */
  static EngineProcess start(List<String> command, Path log) {
    return start(command, log, ProcessBuilder.Redirect.PIPE);
  }

  /** Its standard output goes to a file. */
  public static EngineProcess start(List<String> command, Path log, Path output) {
    return start(command, log, ProcessBuilder.Redirect.to(output.toFile()));
  }

  private static EngineProcess start(
      List<String> command, Path log, ProcessBuilder.Redirect output) {
    Path folder = log.toAbsolutePath().getParent();
    try {
      Path temporary = Files.createTempDirectory(folder, "tmp-");
      String option = "-Djava.io.tmpdir=" + temporary;
      List<String> all = new ArrayList<>(command);
      if (JavaCommand.isJava(command)) {
        all.add(1, option);
      }
      ProcessBuilder builder =
          new ProcessBuilder(all)
              // What a process leaves where it stands goes with the log.
              .directory(folder.toFile())
              .redirectOutput(output)
              .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()));
      // Blanks part options there, and nothing can quote them.
      String options =
          option.contains(" ") ? HeapLog.OPTION : String.join(" ", HeapLog.OPTION, option);
      builder.environment().merge(JOB_OPTIONS, options, (set, own) -> set + " " + own);
      return new EngineProcess(builder.start(), log, temporary);
    } catch (IOException e) {
      throw new EngineFailure("cannot start " + command.get(0) + ": " + e.getMessage(), e);
    }
  }

  Process process() {
    return process;
  }

  /**
   * Waits until it ends.
   *
   * @param what it does, for the message
   * @throws EngineFailure if it does not end well
   */
  public void waitForSuccess(String what) {
    try {
      int code = process.waitFor();
      if (code != 0) {
        throw failure(what + " ended with code " + code);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EngineFailure("interrupted", e);
    }
  }

  /** What went wrong, from the end of the log. */
  EngineFailure failure(String what) {
    String said;
    try {
      List<String> lines = Files.readAllLines(log);
      said =
          String.join("\n", lines.subList(Math.max(0, lines.size() - SHOWN_LINES), lines.size()));
    } catch (IOException e) {
      said = "(its log cannot be read: " + e.getMessage() + ")";
    }
    return new EngineFailure(what + "; its log " + log + " ends with:\n" + said);
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
    }
    try {
      // Engines end at once, and leave libraries of many megabytes that they unpacked.
      Folders.delete(temporary);
    } catch (IOException e) {
      // It goes with the folder that it is in.
    }
  }
}
