package io.sluice.cli.sql;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a query may take.
 *
 * @param time how long it may take; empty: as long as it needs
 * @param memory as DuckDB spells it; empty: half of the machine's
 */
public record SqlLimits(Optional<Duration> time, Optional<String> memory, Files files) {
  public static final SqlLimits DEFAULT =
      new SqlLimits(Optional.empty(), Optional.empty(), Files.ANY);

  /** Which files a query may read. */
  public enum Files {
    ANY,
    /** The lake's tables alone. */
    LAKE
  }

  /** How DuckDB says what it has: 80 % of the machine, or of the container. */
  private static final Pattern AMOUNT = Pattern.compile("([0-9.]+) ([KMGT]i?B)");

  private static final double HALF_OF_80_PERCENT = 0.625;

  /** The limit for DuckDB. */
  String memory(Connection connection) throws SQLException {
    if (memory.isPresent()) {
      return memory.get();
    }
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT current_setting('memory_limit')")) {
      row.next();
      String own = row.getString(1);
      Matcher amount = AMOUNT.matcher(own);
      return amount.matches()
          ? String.format(
              Locale.ROOT,
              "%.3f %s",
              Double.parseDouble(amount.group(1)) * HALF_OF_80_PERCENT,
              amount.group(2))
          : own;
    }
  }

  /** Ends a query when its time is over; that begins now. */
  final class Clock implements AutoCloseable {
    private static final long AGAIN_MILLIS = 100;

    private final long begun = System.nanoTime();
    private final AtomicBoolean over = new AtomicBoolean();
    private Timer timer;

    private Duration left() {
      return time.orElseThrow().minusNanos(System.nanoTime() - begun);
    }

    /**
     * To be asked again and again by what no statement does.
     *
     * @throws SqlFailure if the time is over
     */
    void requireTime() {
      if (time.isPresent() && left().isNegative()) {
        throw tooLong(null);
      }
    }

    /**
     * Interrupts the statement in time, and again: DuckDB forgets one that comes before it begins.
     * The one before is no longer interrupted.
     */
    void watch(Statement statement) {
      close();
      if (time.isPresent()) {
        timer = new Timer("sql-timeout", true);
        timer.schedule(
            new TimerTask() {
              @Override
              public void run() {
                over.set(true);
                interrupt(statement);
              }
            },
            Math.max(0, left().toMillis()),
            AGAIN_MILLIS);
      }
    }

    private static void interrupt(Statement statement) {
      try {
        statement.cancel();
      } catch (SQLException e) {
        // It is over already.
        return;
      }
    }

    /**
     * @throws SqlFailure if the statement failed because its time was over
     */
    void requireInTime(SQLException failure) {
      if (over.get()) {
        throw tooLong(failure);
      }
    }

    private static SqlFailure tooLong(SQLException failure) {
      return new SqlFailure(
          "the query took longer than --timeout allows. Ask for less, or give it more time",
          failure);
    }

    @Override
    public void close() {
      if (timer != null) {
        timer.cancel();
      }
    }
  }

  Clock clock() {
    return new Clock();
  }
}
