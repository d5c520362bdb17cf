package io.sluice.spec;

/**
 * Where the files are and what they are.
 *
 * @param path a file, a folder (read recursively) or a glob; a URI or a local path
 * @param literal how many of the path's first characters stand for themselves, whatever a glob
 *     would make of them: the spec's own folder
 * @param format the pinned format, or {@link SourceFormat#AUTO}
 * @param onDuplicateContent what happens to a new file that is another of the source, byte for byte
 * @param onUnreadable what becomes of a run that finds entries it cannot read
 * @param followLinks whether links that lead out of the folder are followed
 */
public record SourceSpec(
    String path,
    int literal,
    SourceFormat format,
    SourceOptions options,
    DuplicateContent onDuplicateContent,
    OnUnreadable onUnreadable,
    boolean followLinks) {
  private static final String WILDCARDS = "*?[{";

  /** A backslash and what it makes a character. */
  private static final String ESCAPED = "\\\\(.)";

  /** What happens to a new file with the content of another. */
  public enum DuplicateContent {
    /** It is ingested, and the run says so. */
    WARN,
    /** It is left out, and the run says so. */
    SKIP,
    /** Nothing is ingested. */
    FAIL
  }

  /** What becomes of a run that finds entries it cannot read. */
  public enum OnUnreadable {
    /** They are passed over and reported. */
    SKIP,
    /** It fails before it reads anything. */
    FAIL
  }

  /** With the defaults of all else. */
  public SourceSpec(String path, SourceFormat format, SourceOptions options) {
    this(path, format, options, DuplicateContent.WARN);
  }

  /** With the defaults of what else there is. */
  public SourceSpec(
      String path, SourceFormat format, SourceOptions options, DuplicateContent copies) {
    this(path, 0, format, options, copies, OnUnreadable.SKIP, false);
  }

  /** Any files at a path. */
  public static SourceSpec of(String path) {
    return new SourceSpec(path, SourceFormat.AUTO, SourceOptions.defaults());
  }

  /** The same at another path. */
  public SourceSpec at(String otherPath, int literalCharacters) {
    return new SourceSpec(
        otherPath,
        literalCharacters,
        format,
        options,
        onDuplicateContent,
        onUnreadable,
        followLinks);
  }

  /** Whether the path holds a wildcard, also where a backslash makes all of them characters. */
  public boolean isGlob() {
    return path.chars().skip(literal).anyMatch(c -> WILDCARDS.indexOf(c) >= 0);
  }

  /**
   * Where the files lie: the path itself, or of a glob the deepest folder above its first wildcard,
   * which may be none. Wildcards after a backslash are characters of the folder's name.
   */
  public String root() {
    if (!isGlob()) {
      return path;
    }
    int plain = Math.min(literal, rootEnd());
    return path.substring(0, plain) + path.substring(plain, rootEnd()).replaceAll(ESCAPED, "$1");
  }

  /** What a glob says of the files below its root. */
  public String pattern() {
    return path.substring(rootEnd());
  }

  private int rootEnd() {
    int at = literal;
    while (at < path.length() && WILDCARDS.indexOf(path.charAt(at)) < 0) {
      at += path.charAt(at) == '\\' ? 2 : 1;
    }
    return path.lastIndexOf('/', at) + 1;
  }

  /** The path as a glob in which its literal part matches only itself. */
  public String glob() {
    return literal(path.substring(0, literal)) + path.substring(literal);
  }

  /** A glob that matches only this text. */
  public static String literal(String text) {
    StringBuilder glob = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if ("*?[]{},\\".indexOf(c) >= 0) {
        glob.append('\\');
      }
      glob.append(c);
    }
    return glob.toString();
  }
}
