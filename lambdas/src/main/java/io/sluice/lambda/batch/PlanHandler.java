package io.sluice.lambda.batch;

import io.sluice.lambda.host.JsonHandler;
import io.sluice.lambda.host.Log;

/** Joins what was found out about a batch's files, and decides how they are processed. */
public final class PlanHandler extends JsonHandler<PlanRequest, PlanAnswer> {
  /** For Lambda. */
  public PlanHandler() {
    super(PlanRequest.class);
  }

  @Override
  protected PlanAnswer answer(PlanRequest given, Log log) {
    throw new IllegalStateException("batch " + given.batch() + " is not there");
  }
}
