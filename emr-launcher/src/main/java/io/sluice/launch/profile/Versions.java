package io.sluice.launch.profile;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which releases the jar runs on: Java 17, Spark 3.5 and Scala 2.12 (AWS's release pages, November
 * 2026).
 */
public final class Versions {
  /** The Scala of the Spark that all supported releases have. */
  public static final String SCALA = "2.12";

  /** What is meant when none is named. */
  public static final String GLUE = "5.1";

  /** Likewise. */
  public static final String EMR = "emr-7.12.0";

  private static final Pattern EMR_LABEL = Pattern.compile("emr-([0-9]+)\\.([0-9]+)\\.([0-9]+)");
  private static final int EMR_MAJOR = 7;
  private static final String GLUE_HINT = "take 5.0 or 5.1";
  private static final String EMR_HINT = "take emr-7.x, for example " + EMR;

  private Versions() {}

  /** Why a version of Glue cannot run the jar, and what to take; empty if it can. */
  public static Optional<String> refusalOfGlue(String version) {
    return switch (version) {
      case "5.0", "5.1" -> Optional.empty();
      case "0.9", "1.0", "2.0", "3.0", "4.0" ->
          Optional.of("Glue " + version + " has Java 8, and Sluice needs Java 17: " + GLUE_HINT);
      case "6.0" ->
          Optional.of(
              "Glue 6.0 has Spark 4 and Scala 2.13, and Sluice is built for Spark 3.5 and Scala "
                  + SCALA
                  + ": "
                  + GLUE_HINT);
      default -> Optional.of("Glue " + version + " is not known: " + GLUE_HINT);
    };
  }

  /** Why a release of EMR cannot run the jar, and what to take; empty if it can. */
  public static Optional<String> refusalOfEmr(String label) {
    if (label.startsWith("emr-spark-")) {
      return Optional.of(spark4(label));
    }
    Matcher parts = EMR_LABEL.matcher(label);
    if (!parts.matches()) {
      return Optional.of("'" + label + "' is not a release label: " + EMR_HINT);
    }
    int major = Integer.parseInt(parts.group(1));
    if (major > EMR_MAJOR) {
      return Optional.of(spark4(label));
    }
    return major < EMR_MAJOR
        ? Optional.of(
            label + " has a Spark before 3.5 or Java 8, and Sluice needs Java 17: " + EMR_HINT)
        : Optional.empty();
  }

  private static String spark4(String label) {
    return label
        + " has Spark 4 and Scala 2.13, and Sluice is built for Spark 3.5 and Scala "
        + SCALA
        + ": "
        + EMR_HINT;
  }
}
