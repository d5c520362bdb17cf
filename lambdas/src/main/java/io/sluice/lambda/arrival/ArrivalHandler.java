package io.sluice.lambda.arrival;

import io.sluice.lambda.arrival.QueueAnswer.Failure;
import io.sluice.lambda.host.Environment;
import io.sluice.lambda.host.FlowLake;
import io.sluice.lambda.host.JsonHandler;
import io.sluice.lambda.host.Log;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/**
 * Records what has arrived, and has the execution of its batch started. A message that cannot be
 * dealt with comes again, and at last lies in the dead-letter queue; the others are done.
 */
public final class ArrivalHandler extends JsonHandler<QueueEvent, QueueAnswer> {
  private final Reception reception;

  /** For Lambda. */
  public ArrivalHandler() {
    this(Environment.ofProcess(), Clock.systemUTC());
  }

  ArrivalHandler(Environment environment, Clock clock) {
    super(QueueEvent.class);
    FlowLake lake = new FlowLake(environment);
    reception = new Reception(lake, environment, new Starter(environment, lake), clock);
  }

  @Override
  protected QueueAnswer answer(QueueEvent given, Log log) {
    List<Failure> failures = new ArrayList<>();
    for (QueueEvent.Message message : given.records()) {
      Log about = log.with("message_id", message.messageId());
      try {
        receive(message, about);
      } catch (IOException | RuntimeException e) {
        about.error("this message failed, and comes again", e);
        failures.add(new Failure(message.messageId()));
      }
    }
    return new QueueAnswer(failures);
  }

  private void receive(QueueEvent.Message message, Log log) throws IOException {
    ObjectEvents events = ObjectEvents.of(message.body());
    if (!events.ignored().isEmpty()) {
      log.info("this message is skipped: " + events.ignored());
    }
    for (ObjectEvent event : events.objects()) {
      reception.receive(event, log);
    }
  }
}
