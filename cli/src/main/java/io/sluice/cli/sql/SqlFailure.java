package io.sluice.cli.sql;

/** A query that is right and failed all the same; the message says what to do. Exit code 1. */
public final class SqlFailure extends RuntimeException {
  private static final long serialVersionUID = 1;

  SqlFailure(String message, Throwable cause) {
    super(message, cause);
  }
}
