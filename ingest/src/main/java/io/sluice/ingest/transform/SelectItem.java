package io.sluice.ingest.transform;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An item of {@code select} that is no more than a column, with or without another name.
 *
 * @param column the column; empty for {@code *}
 * @param alias the name after AS
 */
record SelectItem(Optional<String> column, Optional<String> alias) {
  private static final String NAME = "(?:`([^`]+)`|([A-Za-z_][A-Za-z0-9_]*))";
  private static final Pattern PLAIN =
      Pattern.compile("(?is)\\s*" + NAME + "(?:\\s+AS\\s+" + NAME + ")?\\s*");

  /** Words that Spark SQL takes for something else than a column, at least if there is none. */
  private static final Set<String> WORDS_OF_SQL =
      Set.of(
          "null",
          "true",
          "false",
          "interval",
          "current_date",
          "current_timestamp",
          "current_time",
          "current_user",
          "current_catalog",
          "current_database",
          "current_schema",
          "localtimestamp",
          "user",
          "session_user",
          "grouping__id");

  /** Nothing if only Spark SQL can tell what the text means. */
  static Optional<SelectItem> of(String text) {
    if (text.strip().equals("*")) {
      return Optional.of(new SelectItem(Optional.empty(), Optional.empty()));
    }
    Matcher matcher = PLAIN.matcher(text);
    if (!matcher.matches() || isWordOfSql(matcher.group(2)) || isWordOfSql(matcher.group(4))) {
      return Optional.empty();
    }
    return Optional.of(new SelectItem(either(matcher, 1, 2), either(matcher, 3, 4)));
  }

  /** Whether a bare word is more to Spark SQL than the name of a column. */
  static boolean isWordOfSql(String word) {
    return word != null && WORDS_OF_SQL.contains(word.toLowerCase(Locale.ROOT));
  }

  private static Optional<String> either(Matcher matcher, int quoted, int bare) {
    return Optional.ofNullable(matcher.group(quoted))
        .or(() -> Optional.ofNullable(matcher.group(bare)));
  }
}
