package io.sluice.benchmarks.folder;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * The folder that all of a benchmark's runs work in, gone when the benchmark ends, however it ends.
 */
public final class WorkFolder implements AutoCloseable {
  /** Together less than what the command line grants this process in its turn. */
  private static final long SECONDS_TO_END = 10;

  private final Path path;
  private final Thread interrupted = new Thread(this::leaveNothing, "remove-work-folder");

  private WorkFolder(Path path) {
    this.path = path;
    Runtime.getRuntime().addShutdownHook(interrupted);
  }

  /** A new one inside a folder, which is made if it is missing. */
  public static WorkFolder in(Path folder) throws IOException {
    Files.createDirectories(folder);
    return new WorkFolder(Files.createTempDirectory(folder.toAbsolutePath().normalize(), "run-"));
  }

  public Path path() {
    return path;
  }

  /** Leaves the folder: the logs in it may be of use. */
  public void keep() {
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
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS_TO_END);
    ProcessHandle.current().descendants().forEach(ProcessHandle::destroy);
    try {
      while (ProcessHandle.current().descendants().findAny().isPresent()
          && System.nanoTime() < end) {
        Thread.sleep(50);
      }
      ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
      Folders.delete(path);
    } catch (IOException e) {
      System.err.println("cannot remove " + path + ": " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
