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

  private static final Pattern FAILURE =
      Pattern.compile(
          "Out of Memory Error|Invalid result set|IO Error|INTERNAL"
              + " Error|TProtocol|ecompress|Snappy|ZSTD|too small to be a Parquet|No magic"
              + " bytes|[Cc]orrupt|Serialization Error");

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

  /** Whether it is not the statement that is wrong. */
  static boolean isFailure(String message) {
    return FAILURE.matcher(message).find() && !message.contains("No files found that match");
  }

  /** What went wrong with a statement that is right. */
  static String failure(String message) {
    String text = shortened(message);
    if (message.contains("Invalid result set")) {
      // All that DuckDB's driver says of what goes wrong after the first rows.
      return "the query failed while its rows were read. Most often it needs more memory than"
          + " --memory allows (default: half of the machine): ask for less, or give it more; if"
          + " not, 'sluice check' says which files of the lake are not as they were written";
    }
    if (message.contains("Out of Memory Error")) {
      return text
          + "\nThe query needs more memory than --memory allows (default: half of the machine)."
          + " Ask for less, or give it more";
    }
    return text + "\n'sluice check' says which files of the lake are not as they were written";
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
