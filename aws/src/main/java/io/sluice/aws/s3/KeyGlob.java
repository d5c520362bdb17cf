package io.sluice.aws.s3;

import io.sluice.spec.SourceSpec;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A glob over keys, with the rules that {@link java.nio.file.FileSystem#getPathMatcher} has for
 * paths: {@code *} and {@code ?} do not go over a slash, {@code **} does; {@code [a-z]}, {@code
 * [!a]}, {@code {a,b}}, {@code \*}. Not by that method, since a path of this machine may not have
 * every character that a key may have.
 */
final class KeyGlob {
  private static final String SPECIAL = "*?[{";
  private static final String REGEX_META = ".^$+{[]|()";

  private final String glob;
  private final Pattern pattern;

  private KeyGlob(String glob, Pattern pattern) {
    this.glob = glob;
    this.pattern = pattern;
  }

  /**
   * The glob that a source path is, without its bucket; empty if it has no wildcard. What of the
   * path stands for itself is no part of it: the folder of the spec may have any name.
   *
   * @throws PatternSyntaxException if it is none
   */
  static Optional<KeyGlob> of(SourceSpec source, S3Uri uri) {
    if (!source.isGlob()) {
      return Optional.empty();
    }
    int literal = Math.max(0, source.literal() - (source.path().length() - uri.key().length()));
    return Optional.of(
        of(SourceSpec.literal(uri.key().substring(0, literal)) + uri.key().substring(literal)));
  }

  /**
   * @throws PatternSyntaxException if it is none
   */
  static KeyGlob of(String glob) {
    return new KeyGlob(glob, Pattern.compile(new Translation(glob).regex()));
  }

  boolean matches(String key) {
    return pattern.matcher(key).matches();
  }

  /** What all keys that match begin with. */
  String prefix() {
    StringBuilder prefix = new StringBuilder();
    for (int at = 0; at < glob.length() && SPECIAL.indexOf(glob.charAt(at)) < 0; at++) {
      at += glob.charAt(at) == '\\' ? 1 : 0;
      prefix.append(glob.charAt(at));
    }
    return prefix.toString();
  }

  /** Goes through a glob once. */
  private static final class Translation {
    private final String glob;
    private final StringBuilder regex = new StringBuilder();
    private int at;
    private boolean inGroup;

    Translation(String glob) {
      this.glob = glob;
    }

    String regex() {
      while (at < glob.length()) {
        char c = glob.charAt(at++);
        switch (c) {
          case '\\' -> {
            if (at == glob.length()) {
              throw bad("nothing follows the backslash at its end");
            }
            literal(glob.charAt(at++));
          }
          case '[' -> bracket();
          case '{' -> {
            if (inGroup) {
              throw bad("a group is inside another");
            }
            regex.append("(?:(?:");
            inGroup = true;
          }
          case '}' -> {
            regex.append(inGroup ? "))" : "}");
            inGroup = false;
          }
          case ',' -> regex.append(inGroup ? ")|(?:" : ",");
          case '*' -> star();
          case '?' -> regex.append("[^/]");
          default -> literal(c);
        }
      }
      if (inGroup) {
        throw bad("a group is not closed");
      }
      return regex.toString();
    }

    private void literal(char c) {
      if (REGEX_META.indexOf(c) >= 0 || c == '\\' || c == '*' || c == '?' || c == '}') {
        regex.append('\\');
      }
      regex.append(c);
    }

    private void star() {
      if (at < glob.length() && glob.charAt(at) == '*') {
        at++;
        regex.append(".*");
      } else {
        regex.append("[^/]*");
      }
    }

    private void bracket() {
      regex.append("[[^/]&&[");
      if (next('^')) {
        regex.append("\\^");
      } else {
        if (next('!')) {
          regex.append('^');
        }
        if (next('-')) {
          regex.append('-');
        }
      }
      boolean rangeMayBegin = false;
      char last = 0;
      while (at < glob.length()) {
        char c = glob.charAt(at++);
        if (c == ']') {
          regex.append("]]");
          return;
        }
        if (c == '/') {
          throw bad("a class contains a slash");
        }
        if (c == '\\' || c == '[' || (c == '&' && at < glob.length() && glob.charAt(at) == '&')) {
          regex.append('\\');
        }
        regex.append(c);
        if (c != '-') {
          rangeMayBegin = true;
          last = c;
          continue;
        }
        if (!rangeMayBegin) {
          throw bad("a range in a class has no beginning");
        }
        if (at == glob.length() || glob.charAt(at) == ']') {
          continue;
        }
        c = glob.charAt(at++);
        if (c < last) {
          throw bad("a range in a class ends before it begins");
        }
        regex.append(c);
        rangeMayBegin = false;
      }
      throw bad("a class is not closed");
    }

    private boolean next(char wanted) {
      if (at < glob.length() && glob.charAt(at) == wanted) {
        at++;
        return true;
      }
      return false;
    }

    private PatternSyntaxException bad(String why) {
      return new PatternSyntaxException(why, glob, at - 1);
    }
  }
}
