package io.sluice.ingest.transform;

import io.sluice.spec.SpecLocation;

/** A transform or quality rule of the spec cannot be carried out. Nothing has been run. */
public final class TransformFailure extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient SpecLocation location;

  TransformFailure(SpecLocation location, String message) {
    super(location + ": " + message);
    this.location = location;
  }

  /** As the other constructor, about a text of the spec, which the message quotes. */
  TransformFailure(SpecLocation location, String text, String message) {
    this(location, quoted(text) + message);
  }

  /** The place in the spec that is at fault. */
  public SpecLocation location() {
    return location;
  }

  private static String quoted(String text) {
    String line = text.strip().replaceAll("\\s+", " ");
    return "'" + (line.length() <= 100 ? line : line.substring(0, 100) + "...") + "': ";
  }
}
