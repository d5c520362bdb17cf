package io.sluice.lambda.outcome;

import io.sluice.lambda.host.JsonHandler;
import io.sluice.lambda.host.Log;

/** Says how a batch ended. */
public final class OutcomeHandler extends JsonHandler<OutcomeRequest, OutcomeAnswer> {
  /** For Lambda. */
  public OutcomeHandler() {
    super(OutcomeRequest.class);
  }

  @Override
  protected OutcomeAnswer answer(OutcomeRequest given, Log log) {
    throw new IllegalStateException("batch " + given.batch() + " is not there");
  }
}
