package io.sluice.benchmarks.profile;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.Selector;

/**
 * A thread that is outside Java all the time. Flight Recorder looks at threads outside Java one
 * after the other, however many there are: how often it saw this one says how much time each such
 * look stands for.
 */
final class NativeClock implements AutoCloseable {
  /** The thread's name, in the recording too. */
  static final String NAME = "native-clock";

  private final Selector never;
  private final Thread thread;

  NativeClock() throws IOException {
    never = Selector.open();
    thread = new Thread(this::waitForNothing, NAME);
    thread.setDaemon(true);
    thread.start();
  }

  private void waitForNothing() {
    try {
      never.select();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    never.wakeup();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    never.close();
  }
}
