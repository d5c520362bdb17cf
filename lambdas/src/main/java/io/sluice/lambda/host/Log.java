package io.sluice.lambda.host;

import com.amazonaws.services.lambda.runtime.Context;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
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

  /**
   * Numbers that CloudWatch makes metrics of, since this line has its embedded format: one for each
   * value of the dimension.
   *
   * @param dimension by which they are told apart, and its value
   * @see <a href=
   *     "https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html">the
   *     format</a>
   */
  public void metrics(Map.Entry<String, String> dimension, Map<String, ? extends Number> values) {
    Map<String, Object> directive =
        Map.of(
            "Namespace",
            "Sluice",
            "Dimensions",
            List.of(List.of(dimension.getKey())),
            "Metrics",
            values.keySet().stream().map(name -> Map.of("Name", name)).toList());
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put(
        "_aws",
        Map.of(
            "Timestamp", clock.instant().toEpochMilli(), "CloudWatchMetrics", List.of(directive)));
    fields.put(dimension.getKey(), dimension.getValue());
    fields.putAll(values);
    print(fields);
  }

  private void line(String level, String message) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("time", clock.instant().truncatedTo(ChronoUnit.MILLIS).toString());
    fields.put("level", level);
    fields.put("message", message);
    fields.putAll(about);
    print(fields);
  }

  private void print(Map<String, Object> fields) {
    String line = new String(Json.bytes(fields), StandardCharsets.UTF_8);
    synchronized (out) {
      out.println(line);
      out.flush();
    }
  }
}
