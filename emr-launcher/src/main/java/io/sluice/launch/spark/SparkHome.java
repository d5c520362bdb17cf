package io.sluice.launch.spark;

import io.sluice.launch.LaunchException;
import io.sluice.launch.profile.SparkProfile;
import io.sluice.launch.profile.Versions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A Spark of this machine that has {@code bin/spark-submit}. */
record SparkHome(Path folder) {
  private static final String SUBMIT = "bin/spark-submit";
  private static final Pattern CORE =
      Pattern.compile("spark-core_([0-9.]+)-([0-9]+)\\.([0-9]+)[^/]*\\.jar");
  private static final int SPARK = 3;
  private static final int LEAST_MINOR = 5;

  /**
   * The one that a profile or the environment names, else the one on the path.
   *
   * @throws LaunchException if there is none, or it is not one that the jar runs on
   */
  static SparkHome of(SparkProfile profile, Map<String, String> environment) {
    String named =
        profile.home().isEmpty() ? environment.getOrDefault("SPARK_HOME", "") : profile.home();
    SparkHome home = named.isEmpty() ? onPath(environment) : new SparkHome(Path.of(named));
    if (!Files.isExecutable(home.submit())) {
      throw new LaunchException(
          home.submit() + " is not there: set SPARK_HOME, or spark.home in sluice.yaml");
    }
    home.requireVersion();
    return home;
  }

  Path submit() {
    return folder.resolve(SUBMIT);
  }

  /** What starts a class of Spark's, or of its jars. */
  Path sparkClass() {
    return folder.resolve("bin/spark-class").toAbsolutePath();
  }

  private static SparkHome onPath(Map<String, String> environment) {
    Path submit =
        Programs.onPath("spark-submit", environment)
            .orElseThrow(
                () ->
                    new LaunchException(
                        "there is no spark-submit: set SPARK_HOME, or spark.home in sluice.yaml, to"
                            + " a Spark 3.5"));
    try {
      return new SparkHome(submit.toRealPath().getParent().getParent());
    } catch (IOException e) {
      throw new LaunchException(submit + " cannot be read: " + e.getMessage(), e);
    }
  }

  /** Without starting it: by the names of its jars. */
  private void requireVersion() {
    Path jars = folder.resolve("jars");
    try (Stream<Path> files = Files.list(jars)) {
      Matcher core =
          files
              .map(file -> CORE.matcher(file.getFileName().toString()))
              .filter(Matcher::matches)
              .findFirst()
              .orElseThrow(
                  () -> new LaunchException(jars + " has no spark-core: name a Spark 3.5"));
      int major = Integer.parseInt(core.group(2));
      int minor = Integer.parseInt(core.group(3));
      if (major != SPARK || minor < LEAST_MINOR) {
        throw new LaunchException(
            folder + " is Spark " + major + "." + minor + ", and Sluice is built for Spark 3.5");
      }
      if (!core.group(1).equals(Versions.SCALA)) {
        throw new LaunchException(
            folder
                + " is built for Scala "
                + core.group(1)
                + ", and Sluice for "
                + Versions.SCALA
                + ": take the other download of Spark "
                + major
                + "."
                + minor);
      }
    } catch (IOException e) {
      throw new LaunchException(jars + " cannot be read: name a Spark 3.5 as spark.home", e);
    }
  }
}
