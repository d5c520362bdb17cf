package io.sluice.ledger.local;

import java.nio.file.Path;

/** Tries in a process of its own to lock a name: {@code folder name}; exit code 0 if it could. */
public final class LockProbe {
  private LockProbe() {}

  public static void main(String[] args) throws Exception {
    try (FileLocks locks = new FileLocks(Path.of(args[0]))) {
      if (!locks.tryLock(args[1])) {
        System.exit(9);
      }
    }
  }
}
