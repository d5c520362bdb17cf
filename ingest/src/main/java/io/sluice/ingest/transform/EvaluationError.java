package io.sluice.ingest.transform;

import java.util.regex.Pattern;

/** Why a rule cannot be evaluated, as short as it is where Spark SQL says it. */
final class EvaluationError {
  /** Where Spark's advice about its settings begins; a value may say so too. */
  private static final Pattern ADVICE =
      Pattern.compile(
          "(?s)\\s*(?:Use `try_|If necessary set |To return NULL instead|Correct the value as per"
              + "|SQLSTATE|== SQL|; line \\d+ pos \\d+).*");

  private static final int MAX_LENGTH = 300;

  private EvaluationError() {}

  static String shortened(String message) {
    String text = ADVICE.matcher(message).replaceFirst("").replaceAll("\\s+", " ").strip();
    return text.length() <= MAX_LENGTH ? text : text.substring(0, MAX_LENGTH) + "...";
  }
}
