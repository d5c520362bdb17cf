package io.sluice.lambda.batch;

import io.sluice.lambda.host.JsonHandler;
import io.sluice.lambda.host.Log;

/** Closes a batch when its time has come or it is full. */
public final class CloseHandler extends JsonHandler<BatchName, CloseAnswer> {
  /** For Lambda. */
  public CloseHandler() {
    super(BatchName.class);
  }

  @Override
  protected CloseAnswer answer(BatchName given, Log log) {
    throw new IllegalStateException("batch " + given.batch() + " is not there");
  }
}
