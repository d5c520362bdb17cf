package io.sluice.localaws.testing;

import java.io.IOException;

/** What tests tell other processes of this machine by the operating system. */
public final class Signals {
  private Signals() {}

  /**
   * Sends a signal.
   *
   * @param name without SIG: {@code STOP}, {@code INT}
   * @return false if the process has ended
   */
  public static boolean send(String name, long pid) throws IOException, InterruptedException {
    return new ProcessBuilder("kill", "-" + name, Long.toString(pid)).start().waitFor() == 0;
  }
}
