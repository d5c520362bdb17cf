package io.sluice.lambda.arrival;

import io.sluice.lambda.host.JsonHandler;
import io.sluice.lambda.host.Log;
import java.util.List;

/** Records what has arrived, and has a batch's execution started. */
public final class ArrivalHandler extends JsonHandler<QueueEvent, QueueAnswer> {
  /** For Lambda. */
  public ArrivalHandler() {
    super(QueueEvent.class);
  }

  @Override
  protected QueueAnswer answer(QueueEvent given, Log log) {
    return new QueueAnswer(List.of());
  }
}
