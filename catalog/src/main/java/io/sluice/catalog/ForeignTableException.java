package io.sluice.catalog;

/**
 * A name in the catalog is taken by what this lake must not touch: a view, a table that Sluice did
 * not make, one of another lake, or one that was moved. The message says what, where, and what to
 * do.
 */
public final class ForeignTableException extends RuntimeException {
  public ForeignTableException(String message) {
    super(message);
  }
}
