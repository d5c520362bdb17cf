package io.sluice.cli.launch;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * What becomes of a run whose launcher is told to end (Ctrl-C, SIGTERM): it goes on, unless the
 * user, asked on a terminal, or the command line says that it is to be cancelled.
 */
public final class Interrupts implements AutoCloseable {
  private static final long SECONDS_TO_ANSWER = 20;

  /** What the command line says. */
  public enum Choice {
    ASK,
    DETACH,
    CANCEL
  }

  /**
   * What becomes of the run at a moment.
   *
   * @param goesOn what is said when the run goes on: how it is followed again
   * @param cancel ends it
   */
  public record Fate(Choice choice, String goesOn, Runnable cancel) {}

  private final Supplier<Fate> fate;
  private final boolean terminal;
  private final InputStream input;
  private final PrintWriter err;
  private final Thread hook = new Thread(this::interrupted, "launcher-interrupted");

  /**
   * Holds until it is closed.
   *
   * @param fate asked once, on another thread, when the process is told to end
   * @param terminal whether somebody can be asked
   */
  public Interrupts(Supplier<Fate> fate, boolean terminal, InputStream input, PrintWriter err) {
    this.fate = fate;
    this.terminal = terminal;
    this.input = input;
    this.err = err;
    Runtime.getRuntime().addShutdownHook(hook);
  }

  private void interrupted() {
    Fate now = fate.get();
    if (decide(now.choice()) == Choice.CANCEL) {
      now.cancel().run();
      say("cancelled");
    } else {
      say(now.goesOn());
    }
  }

  /** Package-private for tests: a JVM that ends cannot be looked at. */
  Choice decide(Choice choice) {
    if (choice != Choice.ASK) {
      return choice;
    }
    if (!terminal) {
      return Choice.DETACH;
    }
    say("the run is still running elsewhere: [d]etach, or [c]ancel it? (detach)");
    return answer().startsWith("c") ? Choice.CANCEL : Choice.DETACH;
  }

  private String answer() {
    CompletableFuture<String> line =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                String read =
                    new BufferedReader(new InputStreamReader(input, StandardCharsets.UTF_8))
                        .readLine();
                return read == null ? "" : read.strip().toLowerCase(Locale.ROOT);
              } catch (IOException e) {
                return "";
              }
            });
    try {
      return line.get(SECONDS_TO_ANSWER, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "";
    } catch (ExecutionException | TimeoutException e) {
      return "";
    }
  }

  private void say(String text) {
    err.println();
    err.println(text);
    err.flush();
  }

  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException ending) {
      // It is running, and the process ends.
    }
  }
}
