package io.sluice.cli.sql;

import io.sluice.cli.lake.QualifiedName;
import java.nio.file.Path;

/** Names and values as SQL text. */
public final class Quoted {
  private Quoted() {}

  /** A name. */
  public static String name(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }

  /** A {@code database.table}. */
  public static String table(String qualifiedName) {
    QualifiedName table = QualifiedName.of(qualifiedName);
    return name(table.database()) + "." + name(table.name());
  }

  /** A string literal, or {@code NULL}. */
  public static String text(String value) {
    return value == null ? "NULL" : "'" + value.replace("'", "''") + "'";
  }

  /** A literal that, where DuckDB takes patterns, stands for exactly this file. */
  static String file(Path path) {
    String text = path.toString();
    StringBuilder pattern = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '*' || c == '?' || c == '[') {
        pattern.append('[').append(c).append(']');
      } else {
        pattern.append(c);
      }
    }
    return text(pattern.toString());
  }
}
