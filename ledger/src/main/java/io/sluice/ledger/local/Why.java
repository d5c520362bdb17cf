package io.sluice.ledger.local;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** What keeps a file from being used: the JDK's own messages often hold its name and no more. */
final class Why {
  private Why() {}

  static String of(IOException failure) {
    if (failure instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (failure instanceof NoSuchFileException) {
      return "its folder is gone";
    }
    if (failure instanceof FileAlreadyExistsException) {
      return "a file of that name is there";
    }
    return failure instanceof FileSystemException file && file.getReason() != null
        ? file.getReason()
        : failure.getMessage();
  }
}
