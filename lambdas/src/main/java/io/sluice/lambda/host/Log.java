package io.sluice.lambda.host;

import com.amazonaws.services.lambda.runtime.Context;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One JSON object a line on standard output, which is where Lambda takes a function's log from.
 * Each line names function and request, and what it is about: dataset, batch, run, file, execution.
 * No line has a record of a file in it.
 */
public final class Log {
  private final PrintStream out;
  private final Clock clock;
  private final Map<String, Object> about;

  private Log(PrintStream out, Clock clock, Map<String, Object> about) {
    this.out = out;
    this.clock = clock;
    this.about = about;
  }

  /**
   * The log of one invocation.
   *
   * @param context of the invocation; null outside Lambda
   */
  public static Log of(Context context, PrintStream out, Clock clock) {
    Map<String, Object> about = new LinkedHashMap<>();
    if (context != null) {
      about.put("function", context.getFunctionName());
      about.put("request_id", context.getAwsRequestId());
    }
    String trace = System.getProperty("com.amazonaws.xray.traceHeader");
    if (trace != null) {
      about.put("trace", trace);
    }
    return new Log(out, clock, about);
  }

  /** The same log, whose lines also say this; an empty value says nothing. */
  public Log with(String name, Object value) {
    if (value == null || value.toString().isEmpty()) {
      return this;
    }
    Map<String, Object> more = new LinkedHashMap<>(about);
    more.put(name, value);
    return new Log(out, clock, more);
  }

  public void info(String message) {
    line("INFO", message);
  }

  public void warn(String message) {
    line("WARN", message);
  }

  /** What stopped an invocation, or a part of it, with where it was thrown. */
  public void error(String message, Throwable cause) {
    StackTraceElement[] trace = cause.getStackTrace();
    with("error", cause.getClass().getName())
        .with("cause", cause.getMessage())
        .with("at", trace.length == 0 ? "" : trace[0].toString())
        .line("ERROR", message);
  }

  private void line(String level, String message) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("time", clock.instant().truncatedTo(ChronoUnit.MILLIS).toString());
    fields.put("level", level);
    fields.put("message", message);
    fields.putAll(about);
    String line = new String(Json.bytes(fields), StandardCharsets.UTF_8);
    synchronized (out) {
      out.println(line);
      out.flush();
    }
  }
}
