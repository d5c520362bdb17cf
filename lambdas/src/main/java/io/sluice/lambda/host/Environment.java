package io.sluice.lambda.host;

import java.util.Map;

/** A function's settings, which its environment variables are. */
public final class Environment {
  private final Map<String, String> variables;

  private Environment(Map<String, String> variables) {
    this.variables = Map.copyOf(variables);
  }

  /** Those of this process. */
  public static Environment ofProcess() {
    return new Environment(System.getenv());
  }

  public static Environment of(Map<String, String> variables) {
    return new Environment(variables);
  }

  /**
   * @throws IllegalStateException if it is not set
   */
  public String required(String name) {
    String value = text(name);
    if (value.isEmpty()) {
      throw new IllegalStateException(
          "the environment variable " + name + " is not set: the stack's template sets it");
    }
    return value;
  }

  /** Empty if it is not set. */
  public String text(String name) {
    return variables.getOrDefault(name, "").strip();
  }

  /**
   * @throws IllegalStateException if it is set to anything but a number from 0 on
   */
  public long number(String name, long otherwise) {
    String value = text(name);
    if (value.isEmpty()) {
      return otherwise;
    }
    if (!value.matches("[0-9]{1,18}")) {
      throw new IllegalStateException(
          "the environment variable " + name + " must be a number, but is '" + value + "'");
    }
    return Long.parseLong(value);
  }
}
