package io.sluice.lambda.type;

import io.sluice.lambda.host.Environment;

/** Makes the function for tests of other packages. */
public final class TypeHandlers {
  private TypeHandlers() {}

  public static TypeHandler of(Environment environment) {
    return new TypeHandler(environment);
  }
}
