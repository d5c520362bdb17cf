package io.sluice.cli.sql;

import io.sluice.cli.error.UsageException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** One statement that only asks, and the names that appear in it. */
public final class SqlText {
  private static final Set<String> ASKING =
      Set.of(
          "select",
          "with",
          "from",
          "values",
          "table",
          "describe",
          "desc",
          "show",
          "summarize",
          "pivot",
          "unpivot");

  /** Words that lead to all tables instead of naming one. */
  private static final Set<String> LISTING =
      Set.of(
          "show",
          "information_schema",
          "pg_catalog",
          "duckdb_tables",
          "duckdb_views",
          "duckdb_columns",
          "sqlite_master");

  private final String text;
  private final Set<String> names;

  private SqlText(String text, Set<String> names) {
    this.text = text;
    this.names = names;
  }

  /**
   * Takes one statement, with or without a semicolon.
   *
   * @throws UsageException if there is none, if there are several, or if it would change something
   */
  public static SqlText of(String sql) {
    List<SqlToken> tokens = new ArrayList<>(SqlLexer.tokens(sql));
    while (!tokens.isEmpty() && tokens.get(tokens.size() - 1).isSymbol(';')) {
      tokens.remove(tokens.size() - 1);
    }
    if (tokens.isEmpty()) {
      throw new UsageException(
          "the statement is empty: give one, for example \"SELECT * FROM runs\"");
    }
    if (tokens.stream().anyMatch(token -> token.isSymbol(';'))) {
      throw new UsageException("more than one statement: give one at a time");
    }
    requireAsking(tokens);
    Set<String> names = new HashSet<>();
    for (SqlToken token : tokens) {
      if (token.kind() != SqlToken.Kind.SYMBOL) {
        // Texts too: some functions take a table's name as one.
        names.addAll(List.of(token.value().toLowerCase(Locale.ROOT).split("[.\"]", -1)));
      }
    }
    return new SqlText(withQuotedDefault(sql, tokens), names);
  }

  /** As DuckDB shall see it. */
  String text() {
    return text;
  }

  /** Whether the statement can mean the table of this name. */
  boolean mentions(String name) {
    return names.contains(name.toLowerCase(Locale.ROOT));
  }

  /** Whether it asks which tables there are. */
  boolean listsTables() {
    return names.stream().anyMatch(LISTING::contains);
  }

  private static void requireAsking(List<SqlToken> tokens) {
    int at = 0;
    while (at < tokens.size() - 1
        && (tokens.get(at).isSymbol('(')
            || tokens.get(at).isWord("explain")
            || (at > 0 && tokens.get(at).isWord("analyze")))) {
      at++;
    }
    SqlToken first = tokens.get(at);
    if (first.kind() != SqlToken.Kind.WORD
        || !ASKING.contains(first.value().toLowerCase(Locale.ROOT))) {
      throw new UsageException(
          "a query cannot begin with '"
              + first.value()
              + "': 'sluice sql' only queries (SELECT, WITH, FROM, DESCRIBE, SHOW, SUMMARIZE, "
              + "EXPLAIN"
              + " …); tables change through 'sluice ingest'");
    }
  }

  /** {@code default} is the usual name of a database here, but a reserved word to DuckDB. */
  private static String withQuotedDefault(String sql, List<SqlToken> tokens) {
    StringBuilder quoted = new StringBuilder(sql.substring(0, tokens.get(tokens.size() - 1).end()));
    for (int i = tokens.size() - 2; i >= 0; i--) {
      SqlToken token = tokens.get(i);
      if (token.isWord("default") && tokens.get(i + 1).isSymbol('.')) {
        quoted.replace(token.start(), token.end(), "\"default\"");
      }
    }
    return quoted.toString();
  }
}
