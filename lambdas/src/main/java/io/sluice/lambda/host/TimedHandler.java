package io.sluice.lambda.host;

import com.amazonaws.services.lambda.runtime.Context;
import java.io.IOException;

/**
 * A function that heeds its own time-out.
 *
 * @param <I> the input
 * @param <O> the answer
 */
public abstract class TimedHandler<I, O> extends JsonHandler<I, O> {
  protected TimedHandler(Class<I> input) {
    super(input);
  }

  @Override
  protected final O answer(I given, Context context, Log log) throws IOException {
    return answer(given, Deadline.of(context), log);
  }

  @Override
  protected final O answer(I given, Log log) throws IOException {
    return answer(given, Deadline.of(null), log);
  }

  /** Does the work, or as much of it as there is time for. */
  protected abstract O answer(I given, Deadline deadline, Log log) throws IOException;
}
