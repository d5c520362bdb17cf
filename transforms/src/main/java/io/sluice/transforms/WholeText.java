package io.sluice.transforms;

import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** A regular expression for the whole of a text, for who only searches in it. */
final class WholeText {
  /**
   * What may have to end a pattern before a parenthesis after it is one: a quotation that is still
   * open, a comment, a quotation in a comment. Each of them swallows the parenthesis otherwise, so
   * that the group stays open, and ends nothing where there is nothing to end.
   */
  private static final List<String> ENDS = List.of("", "\\E", "\n", "\\E\n");

  private WholeText() {}

  /**
   * A pattern that is found in the texts of which the whole matches the given one.
   *
   * @throws PatternSyntaxException if it is none
   */
  static String pattern(String pattern) {
    PatternSyntaxException refused = null;
    for (String end : ENDS) {
      String whole = "\\A(?:" + pattern + end + ")\\z";
      try {
        return Pattern.compile(whole).pattern();
      } catch (PatternSyntaxException e) {
        refused = e;
      }
    }
    throw refused;
  }
}
