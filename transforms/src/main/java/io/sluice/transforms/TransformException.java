package io.sluice.transforms;

import io.sluice.spec.SpecLocation;

/** A transform or quality rule of the spec cannot be carried out. Nothing has been run. */
public final class TransformException extends RuntimeException {
  private final transient SpecLocation location;

  TransformException(SpecLocation location, String message, Throwable cause) {
    super(location + ": " + message, cause);
    this.location = location;
  }

  TransformException(SpecLocation location, String message) {
    this(location, message, null);
  }

  /** The place in the spec that is at fault. */
  public SpecLocation location() {
    return location;
  }
}
