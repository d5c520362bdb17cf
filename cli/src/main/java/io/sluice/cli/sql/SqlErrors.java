package io.sluice.cli.sql;

import io.sluice.cli.lake.Known;
import io.sluice.cli.lake.QualifiedName;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** DuckDB's messages, made short and put into the lake's terms. */
final class SqlErrors {
  private static final Pattern UNKNOWN_TABLE =
      Pattern.compile("Table with name \"?([^\"\\s!]+)\"? does not exist");
  private static final Pattern UNKNOWN_SCHEMA =
      Pattern.compile("(?:Catalog|Schema) (?:with name )?\"?([^\"\\s!]+)\"? does not exist");

  /** How a message begins; the rest of its first lines is {@code what}. */
  private static final Pattern KIND =
      Pattern.compile("(?:java\\.sql\\.SQLException: )?([A-Z][A-Za-z ]*) Error: ");

  /** What follows shows the statement. */
  private static final Pattern STATEMENT = Pattern.compile("\\n\\s*LINE \\d+:|\\n\\nStack Trace:");

  /** What is said of a result that is asked for once more; why it failed comes after. */
  private static final Pattern WRAPPED =
      Pattern.compile("Attempting to [^\\n]*unsuccessful[^\\n]*\\nError: ");

  /** Names and values that a message quotes. */
  private static final Pattern QUOTED = Pattern.compile("'[^'\\n]*'|\"[^\"\\n]*\"");

  /** These kinds are about the machine or the files, whatever the statement is. */
  private static final Set<String> FAILURES =
      Set.of("Out of Memory", "IO", "INTERNAL", "FATAL", "Serialization");

  /** Of these kinds are a bad argument and a bad file alike. */
  private static final Set<String> OPEN_KINDS = Set.of("Invalid Input", "Invalid", "");

  /** How DuckDB begins to say what is wrong with a Parquet file, names left out. */
  private static final Pattern BAD_FILE =
      Pattern.compile(
          "T(?:Protocol|Transport)Exception|Failed to (?:read file|decompress)"
              + "|(?:Snappy|ZSTD|Brotli|LZ4|GZIP) [Dd]ecompression|No magic bytes"
              + "|File +too small to be a Parquet|(?:File|Parquet)\\b.*[Cc]orrupt"
              + "|Corrupt|Data corruption|DELTA_|The width \\(|Payload value");

  /** Words of damage, which say something only where a Parquet file is named. */
  private static final Pattern DAMAGE =
      Pattern.compile("TProtocol|ecompress|Snappy|ZSTD|magic bytes|[Cc]orrupt");

  /** Before a statement: DuckDB runs it, and gives none of its rows. */
  static final String RUN_ONLY = "EXPLAIN ANALYZE ";

  /** What a message shows of such a statement, with the blanks that lead to the mark below. */
  private static final Pattern SHOWN =
      Pattern.compile("(LINE 1: )" + RUN_ONLY + "(.*\\n) {" + RUN_ONLY.length() + "}");

  /** All that DuckDB's driver says of what goes wrong after the first rows. */
  private static final String BROKE_OFF = "Invalid result set";

  /**
   * A message of DuckDB's without what it shows of the statement: only its own words say what went
   * wrong.
   *
   * @param kind like {@code Binder}; empty where the message does not begin with one
   */
  private record Told(String kind, String what) {
    static Told of(String message) {
      Matcher end = STATEMENT.matcher(message);
      String own = end.find() ? message.substring(0, end.start()) : message;
      Matcher kind = KIND.matcher(own);
      if (!kind.lookingAt()) {
        return new Told("", own);
      }
      String what = own.substring(kind.end());
      Matcher wrapped = WRAPPED.matcher(what);
      return wrapped.lookingAt()
          ? of(what.substring(wrapped.end()))
          : new Told(kind.group(1), what);
    }

    boolean brokeOff() {
      return what.strip().equals(BROKE_OFF);
    }
  }

  private SqlErrors() {}

  /**
   * What is wrong with a user's statement.
   *
   * @param unpublished tables that runs wanted to fill, and have not
   */
  static String explain(String message, List<String> knownTables, List<String> unpublished) {
    String what = Told.of(message).what();
    Matcher table = UNKNOWN_TABLE.matcher(what);
    if (table.lookingAt()) {
      for (String name : unpublished) {
        String bare = QualifiedName.of(name).name();
        if (table.group(1).equalsIgnoreCase(name) || table.group(1).equalsIgnoreCase(bare)) {
          return "table "
              + name
              + " is not there yet: no run has published a row of it ('sluice runs'"
              + " lists them, 'sluice show RUN' says why)";
        }
      }
      return Known.unknown("table", table.group(1), knownTables);
    }
    Matcher schema = UNKNOWN_SCHEMA.matcher(what);
    if (schema.lookingAt()) {
      return "unknown database '" + schema.group(1) + "'\nknown: " + Known.list(knownTables);
    }
    return shortened(message);
  }

  /** Whether it only says that there is no more of the result. */
  static boolean isBrokenOff(String message) {
    return Told.of(message).brokeOff();
  }

  /** A message of a statement after {@link #RUN_ONLY}, as if that were not there. */
  static String ofStatement(String message) {
    return SHOWN.matcher(message).replaceFirst("$1$2");
  }

  /** Whether it is not the statement that is wrong. */
  static boolean isFailure(String message) {
    Told told = Told.of(message);
    if (FAILURES.contains(told.kind())) {
      return !told.what().startsWith("No files found that match");
    }
    return told.brokeOff() || (OPEN_KINDS.contains(told.kind()) && isAboutBadFile(told.what()));
  }

  private static boolean isAboutBadFile(String what) {
    String unquoted = QUOTED.matcher(what).replaceAll("");
    return BAD_FILE.matcher(unquoted).lookingAt()
        || (what.contains(".parquet") && DAMAGE.matcher(unquoted).find());
  }

  /** What went wrong with a statement that is right. */
  static String failure(String message) {
    String text = shortened(message);
    Told told = Told.of(message);
    if (told.brokeOff()) {
      return "the query failed while its rows were read. Most often it needs more memory than"
          + " --memory allows (default: half of the machine): ask for less, or give it more; if"
          + " not, 'sluice check' says which files of the lake are not as they were written";
    }
    if (told.kind().equals("Out of Memory")) {
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
