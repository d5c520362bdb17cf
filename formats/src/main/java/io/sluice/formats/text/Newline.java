package io.sluice.formats.text;

/** What ends a line. */
public enum Newline {
  /** {@code \n}; a {@code \r} directly before it belongs to the line end. A lone one is data. */
  LF,
  /** {@code \r}; {@code \n} is data. */
  CR,
  /** {@code \n}, {@code \r\n} or {@code \r}, also mixed. */
  ANY;

  /**
   * How {@code FileLayout.Lines.newline()} and {@code SourceOptions.newline()} write it.
   *
   * @throws IllegalArgumentException if it is written in no such way
   */
  public static Newline of(String text) {
    return switch (text) {
      case "\n", "\r\n" -> LF;
      case "\r" -> CR;
      case "" -> ANY;
      default ->
          throw new IllegalArgumentException(
              "newline must be \\n, \\r\\n, \\r or empty (any of them), but has "
                  + text.length()
                  + " characters of another kind");
    };
  }

  /** The length of the line end that begins at {@code i}; 0 if none does. */
  public int lengthAt(byte[] buffer, int i, int limit) {
    byte b = buffer[i];
    if (b == '\n') {
      return this == CR ? 0 : 1;
    }
    if (b != '\r') {
      return 0;
    }
    boolean pair = i + 1 < limit && buffer[i + 1] == '\n';
    return switch (this) {
      case LF -> pair ? 2 : 0;
      case CR -> 1;
      case ANY -> pair ? 2 : 1;
    };
  }

  /** Where the first line end at or after {@code from} begins; -1 if there is none. */
  public int find(byte[] buffer, int from, int limit) {
    for (int i = from; i < limit; i++) {
      byte b = buffer[i];
      if ((b == '\n' || b == '\r') && lengthAt(buffer, i, limit) > 0) {
        return i;
      }
    }
    return -1;
  }
}
