package io.sluice.ingest.report;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** A file that a user names to have something written there after long work. */
public final class OutputFile {
  private OutputFile() {}

  /**
   * Why it cannot be written, as far as that is known before: to be asked before the work begins.
   * Nothing is made by asking.
   */
  public static Optional<String> problem(Path file) {
    if (Files.isDirectory(file)) {
      return Optional.of(file + " is a folder: name a file in it");
    }
    Path parent = file.toAbsolutePath().getParent();
    if (!Files.exists(file) && !Files.isDirectory(parent)) {
      return Optional.of("there is no folder " + parent + ": make it, or name another place");
    }
    if (!Files.isWritable(Files.exists(file) ? file : parent)) {
      return Optional.of(file + " may not be written: check permissions, or name another place");
    }
    return Optional.empty();
  }
}
