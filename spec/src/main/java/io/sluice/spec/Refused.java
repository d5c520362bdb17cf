package io.sluice.spec;

/** A scalar's text is not a value of its shape. The message continues "'source.path' …". */
final class Refused extends Exception {
  final String hint;

  Refused(String message, String hint) {
    super(message);
    this.hint = hint;
  }
}
