package io.sluice.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The folder that all of a benchmark's runs work in, gone when the benchmark ends, however it ends.
 */
final class WorkFolder implements AutoCloseable {
  /** Less than what the command line grants this process in its turn. */
  private static final long SECONDS_TO_END = 10;

  private final Path path;
  private final Thread interrupted = new Thread(this::leaveNothing, "remove-work-folder");

  private WorkFolder(Path path) {
    this.path = path;
    Runtime.getRuntime().addShutdownHook(interrupted);
  }

  /** A new one inside a folder, which is made if it is missing. */
  static WorkFolder in(Path folder) throws IOException {
    Files.createDirectories(folder);
    return new WorkFolder(Files.createTempDirectory(folder.toAbsolutePath().normalize(), "run-"));
  }

  Path path() {
    return path;
  }

  /** Leaves the folder: the logs in it may be of use. */
  void keep() {
    forget();
  }

  @Override
  public void close() throws IOException {
    if (forget()) {
      Folders.delete(path);
    }
  }

  private boolean forget() {
    try {
      return Runtime.getRuntime().removeShutdownHook(interrupted);
    } catch (IllegalStateException shuttingDown) {
      // The hook is running, and removes it.
      return false;
    }
  }

  /** Whoever works in the folder ends first. */
  private void leaveNothing() {
    ProcessHandle[] processes = ProcessHandle.current().descendants().toArray(ProcessHandle[]::new);
    for (ProcessHandle process : processes) {
      process.destroy();
    }
    await(processes, SECONDS_TO_END);
    for (ProcessHandle process : processes) {
      process.destroyForcibly();
    }
    await(processes, 1);
    try {
      Folders.delete(path);
    } catch (IOException e) {
      System.err.println("cannot remove " + path + ": " + e.getMessage());
    }
  }

  private static void await(ProcessHandle[] processes, long seconds) {
    CompletableFuture<?>[] ends = new CompletableFuture<?>[processes.length];
    for (int i = 0; i < ends.length; i++) {
      ends[i] = processes[i].onExit();
    }
    try {
      CompletableFuture.allOf(ends).get(seconds, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      // Those that are left are killed next.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
