package io.sluice.formats.json;

/**
 * Finds where records begin and end in a window of bytes that moves over a file. It remembers how
 * far it has looked, so that asking again with more bytes costs only those. Positions are positions
 * in the buffer.
 */
interface Framer {
  /**
   * Looks for the next record in {@code [from, to)}; {@code from} is where {@link #next} pointed
   * last time.
   *
   * @param atEnd whether the file ends at {@code to}
   * @return true if a whole record was found; false if more bytes are needed or, at the end, if
   *     there is none or {@link #failure} tells why not
   */
  boolean find(byte[] b, int from, int to, boolean atEnd);

  /** Where the record begins, even if only its beginning has been seen. */
  int start();

  /**
   * Where it ends, its terminator not included. May be negative if the record began before the
   * buffer's present content.
   */
  int end();

  /**
   * Of a record of which no end was found: after the last byte that surely belongs to it, not to
   * what may be its terminator. May be negative likewise.
   */
  int certain();

  /** Where to look for the one after it. */
  int next();

  /** Whether what was found is a line that is no record. */
  boolean blank();

  /** What is wrong with the file as a whole; null: nothing. */
  String failure();

  /** The bytes of the buffer have moved by {@code distance} towards its beginning. */
  void moved(int distance);
}
