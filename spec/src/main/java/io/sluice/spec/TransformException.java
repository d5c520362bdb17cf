package io.sluice.spec;

/** A transform or quality rule of the spec cannot be carried out. Nothing has been run. */
public final class TransformException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient SpecLocation location;

  public TransformException(SpecLocation location, String message, Throwable cause) {
    super(location + ": " + message, cause);
    this.location = location;
  }

  public TransformException(SpecLocation location, String message) {
    this(location, message, (Throwable) null);
  }

  /** About a text of the spec, which the message quotes. */
  public TransformException(SpecLocation location, String text, String message) {
    this(location, text, message, null);
  }

  /** About a text of the spec, which the message quotes. */
  public TransformException(SpecLocation location, String text, String message, Throwable cause) {
    this(location, quoted(text) + message, cause);
  }

  /** The place in the spec that is at fault. */
  public SpecLocation location() {
    return location;
  }

  /** How messages quote a text of the spec, in one line and with a colon after it. */
  public static String quoted(String text) {
    String line = text.strip().replaceAll("\\s+", " ");
    return "'" + (line.length() <= 100 ? line : line.substring(0, 100) + "...") + "': ";
  }
}
