package io.sluice.cli.sql;

import java.util.ArrayList;
import java.util.List;

/**
 * Cuts a statement into tokens by the rules of PostgreSQL that DuckDB follows: strings with doubled
 * quotes, {@code E''} strings with backslashes, dollar quoting, nested comments. What is not closed
 * reaches to the end; DuckDB then says so.
 */
final class SqlLexer {
  private final String sql;
  private final List<SqlToken> tokens = new ArrayList<>();
  private int at;

  private SqlLexer(String sql) {
    this.sql = sql;
  }

  static List<SqlToken> tokens(String sql) {
    SqlLexer lexer = new SqlLexer(sql);
    while (lexer.at < sql.length()) {
      lexer.next();
    }
    return lexer.tokens;
  }

  private void next() {
    char c = sql.charAt(at);
    int start = at;
    if (Character.isWhitespace(c)) {
      at++;
    } else if (sql.startsWith("--", at)) {
      int newline = sql.indexOf('\n', at);
      at = newline < 0 ? sql.length() : newline + 1;
    } else if (sql.startsWith("/*", at)) {
      skipComment();
    } else if (c == '"') {
      add(SqlToken.Kind.NAME, start, quoted(c, Escapes.DOUBLED));
    } else if (c == '\'') {
      add(SqlToken.Kind.TEXT, start, quoted(c, endsWithE() ? Escapes.BACKSLASH : Escapes.DOUBLED));
    } else if (c == '$' && !dollarTag().isEmpty()) {
      add(SqlToken.Kind.TEXT, start, dollarQuoted(dollarTag()));
    } else if (isPartOfName(c)) {
      while (at < sql.length() && (isPartOfName(sql.charAt(at)) || sql.charAt(at) == '$')) {
        at++;
      }
      add(SqlToken.Kind.WORD, start, sql.substring(start, at));
    } else {
      at++;
      add(SqlToken.Kind.SYMBOL, start, sql.substring(start, at));
    }
  }

  /** How a quote inside quotes is written, besides being doubled. */
  private enum Escapes {
    DOUBLED,
    BACKSLASH
  }

  private void add(SqlToken.Kind kind, int start, String value) {
    tokens.add(new SqlToken(kind, value, start, at));
  }

  private boolean endsWithE() {
    SqlToken last = tokens.isEmpty() ? null : tokens.get(tokens.size() - 1);
    return last != null && last.end() == at && last.isWord("e");
  }

  private String quoted(char quote, Escapes escapes) {
    StringBuilder value = new StringBuilder();
    for (at++; at < sql.length(); at++) {
      char c = sql.charAt(at);
      if (c == '\\' && escapes == Escapes.BACKSLASH && at + 1 < sql.length()) {
        at++;
        value.append(sql.charAt(at));
      } else if (c != quote) {
        value.append(c);
      } else if (at + 1 < sql.length() && sql.charAt(at + 1) == quote) {
        value.append(c);
        at++;
      } else {
        at++;
        break;
      }
    }
    return value.toString();
  }

  /** The opening {@code $tag$} at this place, or nothing. */
  private String dollarTag() {
    int end = at + 1;
    while (end < sql.length() && isPartOfName(sql.charAt(end))) {
      end++;
    }
    boolean tag =
        end < sql.length()
            && sql.charAt(end) == '$'
            && (end == at + 1 || !Character.isDigit(sql.charAt(at + 1)));
    return tag ? sql.substring(at, end + 1) : "";
  }

  private String dollarQuoted(String tag) {
    int start = at + tag.length();
    int close = sql.indexOf(tag, start);
    int end = close < 0 ? sql.length() : close;
    at = Math.min(sql.length(), end + tag.length());
    return sql.substring(start, end);
  }

  private void skipComment() {
    int depth = 0;
    do {
      if (sql.startsWith("/*", at)) {
        depth++;
        at += 2;
      } else if (sql.startsWith("*/", at)) {
        depth--;
        at += 2;
      } else {
        at++;
      }
    } while (depth > 0 && at < sql.length());
    at = Math.min(at, sql.length());
  }

  private static boolean isPartOfName(char c) {
    return Character.isLetterOrDigit(c) || c == '_';
  }
}
