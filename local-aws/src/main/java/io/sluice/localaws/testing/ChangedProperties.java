package io.sluice.localaws.testing;

import java.util.HashMap;
import java.util.Map;

/** System properties that a test changes, until it is closed. */
public final class ChangedProperties implements AutoCloseable {
  private final Map<String, String> before = new HashMap<>();

  /** Nothing is changed yet. */
  public ChangedProperties() {}

  /** Changes one, once. */
  public void set(String property, String value) {
    before.put(property, System.setProperty(property, value));
  }

  @Override
  public void close() {
    before.forEach(
        (property, value) -> {
          if (value == null) {
            System.clearProperty(property);
          } else {
            System.setProperty(property, value);
          }
        });
  }
}
