package io.sluice.lambda.host;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Clock;

/**
 * A function with one JSON document in and one out. What it throws fails the invocation: the state
 * machine, or the queue, tries again.
 *
 * @param <I> the input
 * @param <O> the answer
 */
public abstract class JsonHandler<I, O> implements RequestStreamHandler {
  private final Class<I> input;

  protected JsonHandler(Class<I> input) {
    this.input = input;
  }

  @Override
  public final void handleRequest(InputStream in, OutputStream out, Context context)
      throws IOException {
    Log log = Log.of(context, System.out, Clock.systemUTC());
    I given = Json.read(in.readAllBytes(), input);
    O answer;
    try {
      answer = answer(given, context, log);
    } catch (IOException | RuntimeException e) {
      about(given, log).error("this invocation failed", e);
      throw e;
    }
    out.write(Json.bytes(answer));
  }

  /** The log whose lines also say what an invocation is about. */
  protected Log about(I given, Log log) {
    return log;
  }

  /**
   * Does the work.
   *
   * @param context of the invocation; null outside Lambda
   */
  protected O answer(I given, Context context, Log log) throws IOException {
    return answer(given, log);
  }

  /** Does the work. */
  protected abstract O answer(I given, Log log) throws IOException;
}
