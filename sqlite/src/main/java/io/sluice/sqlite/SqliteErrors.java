package io.sluice.sqlite;

import io.sluice.sqlite.SqliteFileException.Reason;
import java.io.File;
import java.nio.file.Path;
import java.sql.SQLException;
import org.sqlite.NativeLibraryNotFoundException;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** Turns SQLite's result codes into messages that a user can act on. */
final class SqliteErrors {
  /** More than the library takes. */
  private static final long LIBRARY_BYTES = 4L << 20;

  private SqliteErrors() {}

  static SqliteFileException explain(Path file, String what, SQLException error) {
    if (error.getCause() instanceof NativeLibraryNotFoundException) {
      return new SqliteFileException(
          file, Reason.OTHER, "The " + what + " " + file + " " + noNativeLibrary(), error);
    }
    Reason reason = reason(error);
    String text =
        switch (reason) {
          case DAMAGED ->
              "is not a SQLite database, or is damaged. Restore it from a copy, or move it away to"
                  + " begin with an empty "
                  + what;
          case NOT_WRITABLE ->
              "cannot be opened for writing. Check that the folder exists and that you may write to"
                  + " it and to the file";
          case DISK_FULL ->
              "cannot grow: no space is left on the disk. Nothing was changed; free some space and"
                  + " run again";
          case BUSY ->
              "was locked by another process for more than "
                  + SqliteFile.BUSY_TIMEOUT.toSeconds()
                  + " s. Nothing was changed; see which process holds it, and run again";
          case FOREIGN, OLDER, NEWER, OTHER -> "failed: " + error.getMessage();
        };
    return new SqliteFileException(file, reason, "The " + what + " " + file + " " + text, error);
  }

  /** SQLite is native code, which the driver extracts into a temporary folder before it runs. */
  private static String noNativeLibrary() {
    File folder =
        new File(System.getProperty("org.sqlite.tmpdir", System.getProperty("java.io.tmpdir")));
    String cannot = "cannot be opened, because SQLite's library cannot be extracted into " + folder;
    return folder.getUsableSpace() < LIBRARY_BYTES
        ? cannot + ": no space is left there. Free some, or set java.io.tmpdir to another folder"
        : cannot
            + ". Check that you may write there and that programs may be run from there, or set"
            + " java.io.tmpdir to another folder";
  }

  private static Reason reason(SQLException error) {
    if (!(error instanceof SQLiteException sqlite)) {
      return Reason.OTHER;
    }
    SQLiteErrorCode code = sqlite.getResultCode();
    // An extended code carries its primary code in the low byte.
    int primary = code.code & 0xff;
    if (primary == SQLiteErrorCode.SQLITE_NOTADB.code
        || primary == SQLiteErrorCode.SQLITE_CORRUPT.code) {
      return Reason.DAMAGED;
    }
    if (primary == SQLiteErrorCode.SQLITE_READONLY.code
        || primary == SQLiteErrorCode.SQLITE_CANTOPEN.code
        || primary == SQLiteErrorCode.SQLITE_PERM.code) {
      return Reason.NOT_WRITABLE;
    }
    if (primary == SQLiteErrorCode.SQLITE_FULL.code) {
      return Reason.DISK_FULL;
    }
    if (primary == SQLiteErrorCode.SQLITE_BUSY.code
        || primary == SQLiteErrorCode.SQLITE_LOCKED.code) {
      return Reason.BUSY;
    }
    return Reason.OTHER;
  }
}
