package io.sluice.formats.source;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** How many files a process, or all of a machine, may have open at once. */
public final class OpenFiles {
  private static final Path ALWAYS_THERE = Path.of("/dev/null");

  private OpenFiles() {}

  /**
   * Whether a file could not be opened because too many are open: nothing is wrong with the file
   * itself.
   */
  public static boolean usedUp(IOException failure) {
    if (!(failure instanceof FileSystemException file) || file.getReason() == null) {
      return false;
    }
    // The system says it in the machine's language: where that is another, a file is asked for
    // that is always there.
    return file.getReason().startsWith("Too many open files") || nothingOpens();
  }

  private static boolean nothingOpens() {
    try (FileChannel any = FileChannel.open(ALWAYS_THERE, StandardOpenOption.READ)) {
      return !any.isOpen();
    } catch (IOException e) {
      return true;
    }
  }
}
