package io.sluice.ingest.failure;

import io.sluice.catalog.ForeignTableException;
import io.sluice.formats.read.ReadException;
import io.sluice.spec.SpecException;
import io.sluice.sqlite.SqliteFileException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.regex.Pattern;

/** Turns what went wrong anywhere into what a user is told. */
public final class Failures {
  private static final String OUT_OF_MEMORY =
      "out of memory: give it a larger heap (SLUICE_HEAP=4g), or fewer open partitions";

  /** The system's own words: all of a message, or what a line of it ends with. */
  private static final Pattern NO_SPACE =
      Pattern.compile(
          "(?:^|: )(?:no space left on device|disk quota exceeded)\\.?$",
          Pattern.CASE_INSENSITIVE | Pattern.MULTILINE);

  private Failures() {}

  /** A lack of memory, without the error that told of it. */
  public static IngestException outOfMemory() {
    return new IngestException(ExitCode.FAILED, OUT_OF_MEMORY);
  }

  /** The failure as a run ends with it; one that is a {@link IngestException} already stays. */
  public static IngestException of(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = next(cause)) {
      if (cause instanceof IngestException job) {
        return job;
      }
      if (cause instanceof ForeignTableException foreign) {
        return new IngestException(ExitCode.USAGE, foreign.getMessage(), failure);
      }
      if (cause instanceof ReadException read) {
        return new IngestException(ExitCode.FAILED, read.getMessage(), failure);
      }
      if (cause instanceof SqliteFileException database) {
        return new IngestException(ExitCode.FAILED, database.getMessage(), failure);
      }
      if (cause instanceof OutOfMemoryError) {
        return new IngestException(ExitCode.FAILED, OUT_OF_MEMORY, failure);
      }
      if (cause instanceof StackOverflowError) {
        return new IngestException(
            ExitCode.FAILED,
            "something in the spec or in the data is nested too deeply (--verbose shows where). If"
                + " it has to be, SLUICE_JAVA_OPTS=-Xss16m gives room for it",
            failure);
      }
      if (noSpace(cause)) {
        return new IngestException(
            ExitCode.FAILED,
            "no space left where the table, temporary files or the lake lie. Free some, or move"
                + " them ("
                + firstLine(innermost(cause).getMessage())
                + ")",
            failure);
      }
      if (cause instanceof FileSystemException file) {
        return new IngestException(ExitCode.FAILED, fileSystem(file), failure);
      }
    }
    String message = failure.getMessage() == null ? failure.toString() : failure.getMessage();
    return new IngestException(ExitCode.FAILED, firstLine(message), failure);
  }

  /** What a user is told of a failure, a spec's problems among them. */
  public static String message(Throwable failure) {
    return failure instanceof SpecException ? failure.getMessage() : of(failure).getMessage();
  }

  /** How a process ends of a failure. */
  public static ExitCode exitCode(Throwable failure) {
    return failure instanceof SpecException ? ExitCode.USAGE : of(failure).exitCode();
  }

  public static Throwable next(Throwable cause) {
    return cause.getCause() == cause ? null : cause.getCause();
  }

  /** Spark's exceptions tell in their messages all that is in their causes, and more. */
  private static Throwable innermost(Throwable noSpace) {
    Throwable found = noSpace;
    for (Throwable cause = noSpace; cause != null; cause = next(cause)) {
      if (noSpace(cause)) {
        found = cause;
      }
    }
    return found;
  }

  /** Whether it says by itself, not by its cause, that a disk or a quota is full. */
  public static boolean noSpace(Throwable cause) {
    // The message names the file, too, which may be called anything.
    String said = cause instanceof FileSystemException file ? file.getReason() : cause.getMessage();
    return said != null && NO_SPACE.matcher(said).find();
  }

  private static String fileSystem(FileSystemException failure) {
    if (failure instanceof AccessDeniedException) {
      return failure.getFile() + ": permission denied. Give this user the right to it";
    }
    if (failure instanceof NoSuchFileException) {
      return failure.getFile() + ": there is no such file any more. Run again";
    }
    return failure.getMessage();
  }

  private static String firstLine(String message) {
    int end = message.indexOf('\n');
    return end < 0 ? message : message.substring(0, end);
  }
}
