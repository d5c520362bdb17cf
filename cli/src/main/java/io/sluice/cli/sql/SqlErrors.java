package io.sluice.cli.sql;

import io.sluice.cli.lake.Known;
import io.sluice.cli.lake.QualifiedName;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** DuckDB's messages, made short and put into the lake's terms. */
final class SqlErrors {
  private static final Pattern UNKNOWN_TABLE =
      Pattern.compile("Table with name \"?([^\"\\s!]+)\"? does not exist");
  private static final Pattern UNKNOWN_SCHEMA =
      Pattern.compile("(?:Catalog|Schema) (?:with name )?\"?([^\"\\s!]+)\"? does not exist");

  private SqlErrors() {}

  /**
   * What is wrong with a user's statement.
   *
   * @param unpublished tables that runs wanted to fill, and have not
   */
  static String explain(String message, List<String> knownTables, List<String> unpublished) {
    Matcher table = UNKNOWN_TABLE.matcher(message);
    if (table.find()) {
      for (String name : unpublished) {
        String bare = QualifiedName.of(name).name();
        if (table.group(1).equalsIgnoreCase(name) || table.group(1).equalsIgnoreCase(bare)) {
          return "table "
              + name
              + " is not there yet: no run has published a row of it ('sluice runs'"
              + " lists them, 'sluice show RUN' says what came in the way)";
        }
      }
      return Known.unknown("table", table.group(1), knownTables);
    }
    Matcher schema = UNKNOWN_SCHEMA.matcher(message);
    if (schema.find()) {
      return "unknown database '" + schema.group(1) + "'\nknown: " + Known.list(knownTables);
    }
    return shortened(message);
  }

  /**
   * Without the name of DuckDB's exception class and without stack traces; the lines that point at
   * the place stay.
   */
  static String shortened(String message) {
    String text = message.strip().replaceFirst("^java\\.sql\\.SQLException: ", "");
    int trace = text.indexOf("\n\nStack Trace:");
    if (trace >= 0) {
      text = text.substring(0, trace);
    }
    return text.replaceAll("\n\n+", "\n");
  }
}
