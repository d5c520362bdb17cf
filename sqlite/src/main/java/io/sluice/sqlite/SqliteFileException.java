package io.sluice.sqlite;

import java.nio.file.Path;

/** A database file cannot be used. The message names the file, the reason, and what to do. */
public final class SqliteFileException extends RuntimeException {
  private final Path file;
  private final Reason reason;

  /** Why, for those who act on it. */
  public enum Reason {
    /** Not a SQLite database, or a broken one. */
    DAMAGED,
    /** A sound database of some other program. */
    FOREIGN,
    /** Made by a version of Sluice whose files this one no longer reads. */
    OLDER,
    /** Written by a later version of Sluice. */
    NEWER,
    /** File or folder may not be written, or the path is not one of a file. */
    NOT_WRITABLE,
    DISK_FULL,
    /** Another process held the database for longer than the time-out. */
    BUSY,
    OTHER
  }

  SqliteFileException(Path file, Reason reason, String message, Throwable cause) {
    super(message, cause);
    this.file = file;
    this.reason = reason;
  }

  public Path file() {
    return file;
  }

  public Reason reason() {
    return reason;
  }
}
