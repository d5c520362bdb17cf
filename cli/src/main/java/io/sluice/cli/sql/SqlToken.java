package io.sluice.cli.sql;

/**
 * A piece of a statement.
 *
 * @param value without quotes
 * @param start its first character in the statement
 * @param end the character after its last
 */
record SqlToken(Kind kind, String value, int start, int end) {
  /** What a piece is. */
  enum Kind {
    /** A keyword, a number or an unquoted name. */
    WORD,
    /** A name in double quotes. */
    NAME,
    /** A string literal. */
    TEXT,
    /** One character of anything else. */
    SYMBOL
  }

  boolean isSymbol(char c) {
    return kind == Kind.SYMBOL && value.charAt(0) == c;
  }

  boolean isWord(String word) {
    return kind == Kind.WORD && value.equalsIgnoreCase(word);
  }
}
