package io.sluice.transforms;

import io.sluice.spec.NearestName;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.sql.AnalysisException;

/** Spark's errors in words that help someone who wrote a spec, not a Spark program. */
final class PlainMessage {
  private static final Pattern CLASS = Pattern.compile("^\\[[A-Z0-9_.]+]\\s*");

  /** Advice that is about Spark's settings or functions, which are not the reader's to change. */
  private static final Pattern ADVICE =
      Pattern.compile(
          "(?s)\\s*(?:Use `try_|If necessary set |To return NULL instead|Correct the value as per"
              + "|SQLSTATE|== SQL|; line \\d+ pos \\d+).*");

  private static final Pattern QUOTED = Pattern.compile("`([^`]*)`");
  private static final int MAX_LENGTH = 300;

  private PlainMessage() {}

  /** For an expression that Spark does not accept. */
  static String ofAnalysis(Throwable error, List<String> columns) {
    if (error instanceof AnalysisException e && e.getErrorClass() != null) {
      Map<String, String> parameters = e.getMessageParameters();
      if (e.getErrorClass().startsWith("UNRESOLVED_COLUMN")) {
        String name = unquoted(parameters.getOrDefault("objectName", "?"));
        return "there is no column '"
            + name
            + "'; "
            + NearestName.hint(name, columns, "columns are " + some(columns));
      }
      if (e.getErrorClass().startsWith("UNRESOLVED_ROUTINE")) {
        return "there is no function '"
            + unquoted(parameters.getOrDefault("routineName", "?"))
            + "'; Spark SQL's built-in functions can be used";
      }
    }
    return shortened(error);
  }

  /** For an expression that fails for one row. */
  static String ofRow(Throwable error) {
    return shortened(error);
  }

  private static String shortened(Throwable error) {
    String message = error.getMessage() == null ? error.toString() : error.getMessage().strip();
    message = CLASS.matcher(message).replaceFirst("");
    message = ADVICE.matcher(message).replaceFirst("").replaceAll("\\s+", " ").strip();
    return message.length() <= MAX_LENGTH ? message : message.substring(0, MAX_LENGTH) + "...";
  }

  private static String unquoted(String name) {
    Matcher matcher = QUOTED.matcher(name);
    StringBuilder plain = new StringBuilder();
    while (matcher.find()) {
      plain.append(plain.isEmpty() ? "" : ".").append(matcher.group(1));
    }
    return plain.isEmpty() ? name : plain.toString();
  }

  private static String some(List<String> columns) {
    int shown = Math.min(20, columns.size());
    return String.join(", ", columns.subList(0, shown)) + (shown < columns.size() ? ", ..." : "");
  }
}
