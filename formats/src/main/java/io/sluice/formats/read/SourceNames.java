package io.sluice.formats.read;

/**
 * How a field of a file is named: as it is called there, with the path that leads to it ({@code
 * user.name}), or, if its own name has dots and no path is meant, with these escaped ({@code
 * user\\.name}).
 */
public final class SourceNames {
  private SourceNames() {}

  /** Names a field by nothing but its own name. */
  public static String ofLiteral(String field) {
    return field.replace(".", "\\.");
  }

  /** Whether a name cannot be a path, whatever the file holds. */
  public static boolean isLiteral(String name) {
    return name.contains("\\.");
  }

  /** The field's own name, if the name is no path. */
  public static String literal(String name) {
    return name.replace("\\.", ".");
  }
}
