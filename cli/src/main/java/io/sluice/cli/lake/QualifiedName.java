package io.sluice.cli.lake;

/** The two parts of a {@code database.table}. A database's name has no dot in it. */
public record QualifiedName(String database, String name) {
  /** Splits it; what has no dot is a name without a database, which is empty then. */
  public static QualifiedName of(String text) {
    int dot = text.indexOf('.');
    return new QualifiedName(dot < 0 ? "" : text.substring(0, dot), text.substring(dot + 1));
  }
}
