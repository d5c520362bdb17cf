package io.sluice.ingest.progress;

import java.io.PrintStream;
import java.util.Locale;

/**
 * Shows a run's progress on standard error: a bar that redraws itself on a terminal, a plain line
 * every few seconds elsewhere (so that a scheduler's log stays readable), or nothing.
 */
public final class ProgressPrinter {
  /** Where progress goes. */
  public enum Style {
    BAR,
    LINES,
    NONE
  }

  private static final int BAR_WIDTH = 24;
  private static final long BAR_INTERVAL_MILLIS = 200;
  private static final long LINE_INTERVAL_MILLIS = 5_000;

  private final PrintStream out;
  private final Style style;
  private final long startNanos = System.nanoTime();
  private long lastMillis = -1;
  private boolean barDrawn;

  public ProgressPrinter(PrintStream out, Style style) {
    this.out = out;
    this.style = style;
  }

  /** Says which stage has begun; on a terminal it is replaced by what follows. */
  public synchronized void stage(String what) {
    switch (style) {
      case BAR -> {
        out.print("\r\033[K" + what + "…");
        out.flush();
        barDrawn = true;
      }
      case LINES -> out.println(what);
      case NONE -> {}
    }
  }

  /** Shows the progress, unless the last one was shown only just now. */
  public synchronized void update(Progress progress) {
    long millis = (System.nanoTime() - startNanos) / 1_000_000;
    long interval = style == Style.BAR ? BAR_INTERVAL_MILLIS : LINE_INTERVAL_MILLIS;
    if (style == Style.NONE || (lastMillis >= 0 && millis - lastMillis < interval)) {
      return;
    }
    boolean first = lastMillis < 0;
    lastMillis = millis;
    String line = line(progress, millis / 1000.0);
    if (style == Style.BAR) {
      out.print("\r\033[K" + bar(progress) + line);
      out.flush();
      barDrawn = true;
    } else if (!first) {
      out.println(line);
    }
  }

  /** Clears the bar, so that what is printed next begins on a line of its own. */
  public synchronized void finish() {
    if (barDrawn) {
      out.print("\r\033[K");
      out.flush();
      barDrawn = false;
    }
  }

  private static double fraction(Progress progress) {
    return progress.totalBytes() == 0
        ? 1
        : Math.min(1, (double) progress.bytes() / progress.totalBytes());
  }

  private static String bar(Progress progress) {
    int full = (int) (BAR_WIDTH * fraction(progress));
    return "[" + "█".repeat(full) + "░".repeat(BAR_WIDTH - full) + "] ";
  }

  private static String line(Progress progress, double seconds) {
    double fraction = fraction(progress);
    double rate = seconds == 0 ? 0 : progress.bytes() / seconds;
    String left =
        fraction > 0.02 && fraction < 1
            ? ", " + Math.round(seconds * (1 - fraction) / fraction) + " s left"
            : "";
    return String.format(
        Locale.ROOT,
        "%3.0f %%  %d/%d files  %s of %s  %,d records  %,d rejected  %s/s%s",
        fraction * 100,
        progress.files(),
        progress.totalFiles(),
        bytes(progress.bytes()),
        bytes(progress.totalBytes()),
        progress.records(),
        progress.rejects(),
        bytes((long) rate),
        left);
  }

  /** A size for people, in powers of 1,000: {@code 766.1 MB}. */
  static String bytes(long bytes) {
    String[] units = {"B", "kB", "MB", "GB", "TB", "PB"};
    double value = bytes;
    int unit = 0;
    while (value >= 1000 && unit < units.length - 1) {
      value /= 1000;
      unit++;
    }
    return unit == 0 ? bytes + " B" : String.format(Locale.ROOT, "%.1f %s", value, units[unit]);
  }
}
