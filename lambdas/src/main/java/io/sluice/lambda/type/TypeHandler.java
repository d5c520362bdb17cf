package io.sluice.lambda.type;

import io.sluice.lambda.host.JsonHandler;
import io.sluice.lambda.host.Log;

/** Finds out what files are. */
public final class TypeHandler extends JsonHandler<TypeRequest, Object> {
  /** For Lambda. */
  public TypeHandler() {
    super(TypeRequest.class);
  }

  @Override
  protected Object answer(TypeRequest given, Log log) {
    throw new IllegalStateException("group " + given.list() + " is not there");
  }
}
