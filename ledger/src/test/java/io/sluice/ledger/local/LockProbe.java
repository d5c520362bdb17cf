package io.sluice.ledger.local;

import java.nio.file.Path;

/** Tries in a process of its own to lock a run: {@code folder runId}; exit code 0 if it could. */
public final class LockProbe {
  private LockProbe() {}

  public static void main(String[] args) throws Exception {
    try (RunLocks locks = new RunLocks(Path.of(args[0]))) {
      if (!locks.tryLock(args[1])) {
        System.exit(9);
      }
    }
  }
}
