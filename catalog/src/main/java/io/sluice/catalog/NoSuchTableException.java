package io.sluice.catalog;

/** The table is not in the catalog, or not any more. */
public final class NoSuchTableException extends RuntimeException {
  public NoSuchTableException(String message) {
    super(message);
  }
}
