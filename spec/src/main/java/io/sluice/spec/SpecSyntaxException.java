package io.sluice.spec;

/** The text is not YAML or JSON. */
final class SpecSyntaxException extends Exception {
  final int line;
  final int column;

  SpecSyntaxException(String message, int line, int column) {
    super(message);
    this.line = line;
    this.column = column;
  }
}
